import {
  evaluate,
  heightOf,
  imgAttributes,
  isMeasured,
  type Known,
  mediaTypeOf,
  pictureParts,
  type ShapeInput,
  shapeInputOf,
  widestOf,
  widthOf,
} from '@lazy-image/core/host'
import { imgPlace, writeImg } from './img.js'
import type { PlaceKind } from './place-kind.js'
import { writeCandidates } from './srcset.js'

/** Attributes of an element by name. */
export type Attributes = Readonly<Record<string, string>>

export interface WrittenPicture {
  /** The `source` elements of a `picture` around the `img`; none where the `img` says all. */
  sources: readonly Attributes[]
  /** What the request gives the `img`. `src` takes the request's place; of the others, what the page says goes first. */
  img: Attributes
}

/**
 * An `img` element. Several widths or densities are its `srcset`; `as=picture` and `as=html` stand `source` elements beside
 * it. Its size is told where the request names a shape that tells it: from a URL alone nobody expects it.
 */
export const picturePlace: PlaceKind<WrittenPicture> = {
  name: 'picture',
  write(placed, known) {
    const { plan } = placed.planned
    const input = shapeInputOf(plan)
    const { inText, takes } = plan.request.result.shape
    const areElements = inText?.comesTo === 'elements'
    const { sources, img }: WrittenPicture = areElements
      ? writeSources(input, known)
      : { sources: [], img: imgPlace.write(placed, known) }
    const attributes = inText?.attributes ?? null
    if (attributes === null) return { sources, img }
    const shown = areElements ? pictureParts(input).fallback : input.images
    const said = takes.attributes ? imgAttributes(input.attributes) : attributes
    return { sources, img: { ...img, ...measure(input, shown, known), ...said } }
  },
}

function writeSources(input: ShapeInput, known: Known): WrittenPicture {
  const { sources, fallback } = pictureParts(input)
  const isPicture = sources.some(({ media, images }) => media !== null || images !== fallback)
  // One format needs no other element: its widths are the srcset of the img.
  if (!isPicture) return { sources: [], img: writeImg(fallback, input, known) }
  return {
    sources: sources.map(({ media, format, images }) => {
      const { srcset, sizes } = writeCandidates({ ...input, images }, known)
      return {
        ...(media === null ? {} : { media }),
        type: mediaTypeOf(format),
        srcset,
        ...(sizes === null ? {} : { sizes }),
        // Art direction has shapes of its own, which keep its place free.
        ...(media === null ? {} : sizeOf(images, known)),
      }
    }),
    img: {
      src: String(evaluate(input.link(widestOf(fallback)), known)),
      // Sources are measured only where the image itself says so.
      ...(isMeasured(input) ? { sizes: input.sizes ?? '' } : {}),
    },
  }
}

function sizeOf(images: ShapeInput['images'], known: Known): Attributes {
  const widest = widestOf(images)
  return {
    width: String(evaluate(widthOf(widest), known)),
    height: String(evaluate(heightOf(widest), known)),
  }
}

/** Width and height of the picture that `src` names, and what is shown until it is there. */
function measure({ placeholder }: ShapeInput, images: ShapeInput['images'], known: Known): Attributes {
  const size = sizeOf(images, known)
  if (placeholder === null) return size
  const { name, before, after } = placeholder.kind.attribute
  return { ...size, [name]: `${before}${evaluate(placeholder.value, known)}${after}` }
}
