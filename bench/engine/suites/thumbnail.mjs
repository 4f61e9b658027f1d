import { large } from '../pictures.mjs'

export const thumbnail = {
  title: 'Thumbnail, 200 px from a 12 MP JPEG',
  work: 'render',
  rows: [
    {
      id: 'thumbnail-jpeg',
      title: 'JPEG 80',
      pictures: large(6),
      outputs: [{ width: 200, format: 'jpeg', quality: 80 }],
    },
    {
      id: 'thumbnail-webp',
      title: 'WebP 80',
      pictures: large(6),
      outputs: [{ width: 200, format: 'webp', quality: 80 }],
    },
    {
      id: 'thumbnail-avif',
      title: 'AVIF 50',
      pictures: large(6),
      outputs: [{ width: 200, format: 'avif', quality: 50 }],
    },
  ],
}
