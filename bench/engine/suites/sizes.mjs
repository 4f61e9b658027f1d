import { large } from '../pictures.mjs'

const outputs = (format, quality) => [1600, 800, 400].map(width => ({ width, format, quality }))

export const sizes = {
  title: '12 MP JPEG to 1600, 800 and 400 px',
  work: 'render',
  rows: [
    { id: 'sizes-jpeg', title: 'JPEG 80', pictures: large(6), outputs: outputs('jpeg', 80) },
    { id: 'sizes-webp', title: 'WebP 80', pictures: large(6), outputs: outputs('webp', 80) },
    {
      id: 'sizes-avif',
      title: 'AVIF 50',
      pictures: large(3),
      outputs: outputs('avif', 50),
      efforts: ['best', 'default', 'fast', 'faster', 'draft'],
    },
  ],
}
