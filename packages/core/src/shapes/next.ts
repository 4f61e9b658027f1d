import { lqip } from '../placeholders/lqip.js'
import { heightOf, widestOf, widthOf } from './measures.js'
import type { ShapeKind } from './shape-kind.js'

/** The widest image as `next/image` takes a static import. */
export const next: ShapeKind = {
  name: 'next',
  aliases: [],
  doc: '`{ src, width, height, blurDataURL }`, as next/image takes it',
  takes: { placeholder: false, candidates: false, sizes: false, attributes: false, media: false, others: false },
  keys: null,
  isUrl: false,
  inText: null,
  build({ images, link, placeholderOf }) {
    const widest = widestOf(images)
    return {
      src: link(widest),
      width: widthOf(widest),
      height: heightOf(widest),
      blurDataURL: placeholderOf(lqip),
    }
  },
  declaration: {
    value: 'image',
    interface: 'Next',
    doc: '`as=next`: the widest image, as `next/image` takes a static import.',
    members: {
      src: { type: 'string' },
      width: { type: 'number', doc: 'Pixels.' },
      height: { type: 'number', doc: 'Pixels.' },
      blurDataURL: { type: 'string', doc: 'A tiny picture as a data URI.' },
    },
  },
}
