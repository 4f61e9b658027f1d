import type { PlannedImage } from '../../plan/plan.js'
import { sizeOf } from '../../plan/variant.js'
import { UrlOf, type Value } from '../value.js'
import { srcsetValue } from './srcset.js'

/** `src`, `w` and `h` of the widest image, with a `srcset` when there are several. */
export function imgValue(images: readonly PlannedImage[]): Value {
  const size = fallbackValue(images)
  return images.length > 1 ? { ...size, srcset: srcsetValue(images) } : size
}

/** `src`, `w` and `h` of the widest image; the first of several. */
export function fallbackValue(images: readonly PlannedImage[]): { src: UrlOf; w: number; h: number } {
  const widest = images.reduce((best, image) =>
    sizeOf(image.variant).width > sizeOf(best.variant).width ? image : best,
  )
  const { width, height } = sizeOf(widest.variant)
  return { src: new UrlOf(widest), w: width, h: height }
}
