import { as, graphics, photos } from '../pictures.mjs'

const half = [{ width: 600, format: 'png' }]

export const png = {
  title: 'PNG to PNG, 600 px wide',
  work: 'render',
  rows: [
    { id: 'png-photographs', title: 'photographs', pictures: as('png', photos(4)), outputs: half },
    { id: 'png-graphics', title: 'graphics', pictures: graphics(), outputs: half },
  ],
}
