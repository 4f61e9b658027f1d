import { TextOf } from '../module/value.js'
import type { PlannedImage } from '../plan/plan.js'
import { descriptorOf } from './descriptor.js'
import type { BuildShape, ShapeInput } from './shape-input.js'

/** Candidates with their widths or densities, in the order of the query. */
export const srcsetShape: BuildShape = input => srcsetOf(input.images, input)

export function srcsetOf(images: readonly PlannedImage[], { link, basePixels }: ShapeInput): TextOf {
  return new TextOf(
    images.flatMap((image, index) => [...(index === 0 ? [] : [', ']), link(image), ...descriptorOf(image, basePixels)]),
  )
}
