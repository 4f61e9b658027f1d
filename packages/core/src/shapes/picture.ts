import { mediaTypeOf } from '../formats/traits.js'
import type { Value } from '../module/value.js'
import { fallbackOf } from './fallback-of.js'
import { listCandidates } from './list-candidates.js'
import { heightOf, widestOf, widthOf } from './measures.js'
import { pictureParts } from './picture-parts.js'
import { extras, type ShapeInput } from './shape-input.js'
import { EXTRA_MEMBERS, type ShapeKind } from './shape-kind.js'

/**
 * A srcset for each format in order of first appearance, and the last format's widest image as the fallback. With art
 * direction, `sources` is a list instead, each with its media query and type.
 */
export const picture: ShapeKind = {
  name: 'picture',
  aliases: [],
  doc: '`{ sources, img }`: a srcset for each format, and the fallback',
  takes: { placeholder: true, candidates: true, sizes: true, attributes: false, media: true, others: false },
  keys: null,
  isUrl: false,
  inText: { comesTo: 'elements', attributes: {} },
  build,
  declaration: {
    value: 'picture',
    interface: 'Picture',
    doc: '`as=picture`: a `source` element for each format, and the `img` that they stand around.',
    members: {
      sources: { type: '{ [Name in Format]?: string }', doc: '`srcset` by format, in the order of the query.' },
      img: {
        type: '{ src: string; w: number; h: number }',
        doc: 'URL, width and height in pixels of the widest image of the last format.',
      },
      ...EXTRA_MEMBERS,
    },
    more: `/** \`as=picture\` with a preset that has \`sources\`: a list of \`source\` elements, each perhaps for some screens only. */
interface DirectedPicture extends Omit<Picture, 'sources'> {
  sources: { media?: string; type: \`image/\${Format}\`; srcset: string; w: number; h: number }[]
}`,
  },
}

function build(input: ShapeInput): Value {
  const { sources, fallback } = pictureParts(input)
  const listed: Value =
    input.directed.length === 0
      ? Object.fromEntries(sources.map(({ format, images }) => [format, listCandidates(images, input)]))
      : sources.map(({ media, format, images }) => ({
          ...(media === null ? {} : { media }),
          type: mediaTypeOf(format),
          srcset: listCandidates(images, input),
          w: widthOf(widestOf(images)),
          h: heightOf(widestOf(images)),
        }))
  return { sources: listed, img: fallbackOf(fallback, input), ...extras(input) }
}
