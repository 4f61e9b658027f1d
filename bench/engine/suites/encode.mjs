import { as, photos } from '../pictures.mjs'

const pixels = as('raw-png', photos(4), 1200)

/** The same pixels for all; their decode is taken off. */
export const encode = {
  title: 'Encode, 1200 px wide',
  work: 'render',
  lessDecode: true,
  rows: [
    { id: 'encode-jpeg', title: 'JPEG 80', pictures: pixels, outputs: [{ format: 'jpeg', quality: 80 }] },
    { id: 'encode-webp', title: 'WebP 80', pictures: pixels, outputs: [{ format: 'webp', quality: 80 }] },
    { id: 'encode-avif', title: 'AVIF 50', pictures: pixels, outputs: [{ format: 'avif', quality: 50 }] },
    { id: 'encode-png', title: 'PNG', pictures: pixels, outputs: [{ format: 'png' }] },
  ],
}
