import { TextOf } from '../module/value.js'
import type { PlannedImage } from '../plan/plan.js'
import { descriptorOf } from './descriptor.js'
import type { ShapeInput } from './shape-input.js'

/** The text of a `srcset` attribute, in the order of the images. */
export function listCandidates(
  images: readonly PlannedImage[],
  { link, basePixels }: Pick<ShapeInput, 'link' | 'basePixels'>,
): TextOf {
  return new TextOf(
    images.flatMap((image, index) => [...(index === 0 ? [] : [', ']), link(image), ...descriptorOf(image, basePixels)]),
  )
}
