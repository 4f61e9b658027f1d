import { large } from '../pictures.mjs'

/** Copies, because a folder of a hundred different photographs is what a user has and nobody may tell them apart. */
export const batch = {
  title: 'A hundred files of 12 MP in one call, 512 MB budget where there is one',
  work: 'batch',
  memoryBudget: 512_000_000,
  rows: [
    {
      id: 'batch-100',
      title: '1600 px, WebP 80',
      pictures: large(6),
      copies: 100,
      outputs: [{ width: 1600, format: 'webp', quality: 80 }],
    },
  ],
}
