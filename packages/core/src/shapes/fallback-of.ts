import type { Value } from '../module/value.js'
import type { PlannedImage } from '../plan/plan.js'
import { heightOf, widestOf, widthOf } from './measures.js'
import type { ShapeInput } from './shape-input.js'

/** `src`, `w` and `h` of the widest image; the first of equals. */
export function fallbackOf(images: readonly PlannedImage[], { link }: ShapeInput): { readonly [key: string]: Value } {
  const widest = widestOf(images)
  return { src: link(widest), w: widthOf(widest), h: heightOf(widest) }
}
