import { large } from '../pictures.mjs'

const FORMATS = [
  { format: 'avif', quality: 50 },
  { format: 'webp', quality: 80 },
  { format: 'jpeg', quality: 80 },
]

export const nineOutputs = {
  title: 'Nine outputs of one 12 MP photograph',
  work: 'render',
  rows: [
    {
      id: 'nine-outputs',
      title: '400, 800, 1600 px × AVIF, WebP, JPEG',
      pictures: large(1),
      outputs: [400, 800, 1600].flatMap(width => FORMATS.map(format => ({ width, ...format }))),
    },
  ],
}
