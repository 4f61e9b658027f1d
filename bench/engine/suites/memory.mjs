import { giant } from '../pictures.mjs'

const webp = { width: 1600, format: 'webp', quality: 80 }

/** What pictures of phones and cameras take at default options; nobody's time is measured twice. */
export const memory = {
  title: 'Memory: pictures of 24 and 48 MP at default options',
  peers: ['sharp'],
  rounds: 1,
  minSeconds: 0,
  rows: [
    {
      id: 'memory-batch-24',
      title: 'a hundred files of 24 MP in one call, 1600 px, WebP 80',
      work: 'batch',
      pictures: giant(3, 6000),
      copies: 100,
      outputs: [webp],
    },
    {
      id: 'memory-single-48',
      title: 'one JPEG of 48 MP, all of it decoded, 1600, 800 and 400 px, WebP 80',
      work: 'render',
      decodeSize: 'full',
      pictures: giant(1, 8485),
      outputs: [1600, 800, 400].map(width => ({ ...webp, width })),
    },
  ],
}
