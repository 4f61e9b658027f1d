import { as, large } from '../pictures.mjs'

const pixels = as('raw-png', large(2))

/** From pixels that cost nothing to decode; what is written is small, and the decode is taken off. */
export const resize = {
  title: 'Resize, from 12 MP of pixels (with a JPEG encode of the result)',
  work: 'render',
  lessDecode: true,
  rows: [1600, 800, 200].map(width => ({
    id: `resize-${width}`,
    title: `to ${width} px`,
    pictures: pixels,
    outputs: [{ width, format: 'jpeg', quality: 80 }],
  })),
}
