import type { PlannedImage } from '../../plan/plan.js'
import { sizeOf } from '../../plan/variant.js'
import { TextOf, UrlOf } from '../value.js'

/** Candidates with their widths, in the order of the query. */
export function srcsetValue(images: readonly PlannedImage[]): TextOf {
  return new TextOf(
    images.flatMap((image, index) => [
      ...(index === 0 ? [] : [', ']),
      new UrlOf(image),
      ` ${sizeOf(image.variant).width}w`,
    ]),
  )
}
