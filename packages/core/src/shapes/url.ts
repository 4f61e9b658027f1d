import { oneOrMany } from './one-or-many.js'
import type { ShapeKind } from './shape-kind.js'

/** The URL, or a list of URLs when there are several images. */
export const url: ShapeKind = {
  name: 'url',
  aliases: [],
  doc: 'the URL, or a list of URLs',
  takes: { placeholder: false, candidates: false, sizes: false, attributes: false, media: false, others: false },
  keys: null,
  isUrl: true,
  inText: { comesTo: 'url', attributes: null },
  build: ({ images, link }) => oneOrMany(images.map(link)),
  declaration: { value: 'url' },
}
