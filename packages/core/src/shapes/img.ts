import { fallbackOf } from './fallback-of.js'
import { listCandidates } from './list-candidates.js'
import { extras } from './shape-input.js'
import { EXTRA_MEMBERS, type ShapeKind } from './shape-kind.js'

/** `src`, `w` and `h` of the widest image, with a `srcset` when there are several. */
export const img: ShapeKind = {
  name: 'img',
  aliases: [],
  doc: '`{ src, w, h }` of the widest output, with `srcset` when there are several',
  takes: { placeholder: true, candidates: true, sizes: true, attributes: false, media: false, others: false },
  keys: null,
  isUrl: false,
  inText: { comesTo: 'candidates', attributes: {} },
  build: input => ({
    ...fallbackOf(input.images, input),
    ...(input.images.length > 1 ? { srcset: listCandidates(input.images, input) } : {}),
    ...extras(input),
  }),
  declaration: {
    value: 'image',
    interface: 'Img',
    doc: '`as=img`: attributes of an `img` element.',
    members: {
      src: { type: 'string', doc: 'URL of the widest image.' },
      w: { type: 'number', doc: 'Its width in pixels.' },
      h: { type: 'number', doc: 'Its height in pixels.' },
      srcset: {
        type: 'string',
        doc: 'URLs with widths or densities; absent when there is one image.',
        isOptional: true,
      },
      ...EXTRA_MEMBERS,
    },
  },
}
