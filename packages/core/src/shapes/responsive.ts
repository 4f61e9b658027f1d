import { listCandidates } from './list-candidates.js'
import { heightOf, widestOf, widthOf } from './measures.js'
import { extras } from './shape-input.js'
import { EXTRA_MEMBERS, type ShapeKind } from './shape-kind.js'

/** The object of responsive-loader: every image with its size, the srcset of all, and the widest as fallback. */
export const responsive: ShapeKind = {
  name: 'responsive',
  aliases: [],
  doc: '`{ srcSet, images, src, width, height, placeholder }`, as responsive-loader gives it',
  takes: { placeholder: true, candidates: true, sizes: true, attributes: false, media: false, others: false },
  keys: null,
  isUrl: false,
  inText: null,
  build(input) {
    const { images, link } = input
    const widest = widestOf(images)
    return {
      srcSet: listCandidates(images, input),
      images: images.map(image => ({ path: link(image), width: widthOf(image), height: heightOf(image) })),
      src: link(widest),
      width: widthOf(widest),
      height: heightOf(widest),
      ...extras(input),
    }
  },
  declaration: {
    value: 'image',
    interface: 'Responsive',
    doc: '`as=responsive`: the object of responsive-loader.',
    members: {
      srcSet: { type: 'string' },
      images: { type: '{ path: string; width: number; height: number }[]' },
      src: { type: 'string', doc: 'URL of the widest image.' },
      width: { type: 'number', doc: 'Its width in pixels.' },
      height: { type: 'number', doc: 'Its height in pixels.' },
      ...EXTRA_MEMBERS,
    },
  },
}
