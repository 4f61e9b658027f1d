import type { Value } from '../module/value.js'
import type { PlannedImage } from '../plan/plan.js'
import { heightOf, widestOf, widthOf } from './measures.js'
import { type BuildShape, extras, type ShapeInput } from './shape-input.js'
import { srcsetOf } from './srcset.js'

/** `src`, `w` and `h` of the widest image, with a `srcset` when there are several. */
export const imgShape: BuildShape = input => {
  const { images } = input
  return {
    ...fallbackOf(images, input),
    ...(images.length > 1 ? { srcset: srcsetOf(images, input) } : {}),
    ...extras(input),
  }
}

/** `src`, `w` and `h` of the widest image; the first of equals. */
export function fallbackOf(images: readonly PlannedImage[], { link }: ShapeInput): { readonly [key: string]: Value } {
  const widest = widestOf(images)
  return { src: link(widest), w: widthOf(widest), h: heightOf(widest) }
}
