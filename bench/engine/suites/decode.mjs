import { as, large } from '../pictures.mjs'

const photograph = large(2)

/** The whole picture at full size; a corner of it is kept, so that nobody can skip the rest. */
export const decode = {
  title: 'Decode, 12 MP',
  work: 'decode',
  rows: [
    { id: 'decode-jpeg', title: 'JPEG', pictures: photograph },
    { id: 'decode-png', title: 'PNG', pictures: as('png', photograph) },
    { id: 'decode-webp', title: 'WebP', pictures: as('webp', photograph) },
    { id: 'decode-avif', title: 'AVIF', pictures: as('avif', photograph) },
  ],
}
