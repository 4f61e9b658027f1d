import { evaluate, type Known, type PlannedImage, type ShapeInput, shapeInputOf, widestOf } from '@lazy-image/core/host'
import type { PlaceKind } from './place-kind.js'
import { refuseUnlistable, writeCandidates } from './srcset.js'
import { isOneUrl } from './url.js'

/** Attributes of an `img`, or of an element alike. */
export type WrittenImg = {
  src: string
  /** There with several candidates. */
  srcset?: string
  /** There with candidates of several widths. */
  sizes?: string
}

/** One URL that may have a list of candidates beside it, as a preloading `link` does. */
export const imgPlace: PlaceKind<WrittenImg> = {
  name: 'img',
  write(placed, known) {
    if (isOneUrl(placed)) return { src: String(evaluate(placed.planned.value, known)) }
    const input = shapeInputOf(placed.planned.plan)
    refuseUnlistable(placed, input)
    return writeImg(input.images, input, known)
  },
}

/** The widest picture as `src`, and all of them as `srcset` where there are several. */
export function writeImg(images: readonly PlannedImage[], input: ShapeInput, known: Known): WrittenImg {
  const src = String(evaluate(input.link(widestOf(images)), known))
  if (images.length === 1) return { src }
  const { srcset, sizes } = writeCandidates({ ...input, images }, known)
  return { src, srcset, ...(sizes === null ? {} : { sizes }) }
}
