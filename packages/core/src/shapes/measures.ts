import { ReadOff } from '../module/value.js'
import type { PlannedImage } from '../plan/plan.js'
import { plannedSize } from '../plan/variant.js'

/** Width of an output in pixels, or a hole where it shows only when the output is made. */
export function widthOf(image: PlannedImage): number | ReadOff {
  return plannedSize(image.variant)?.width ?? new ReadOff(image, 'width')
}

/** Height of an output in pixels, or a hole where it shows only when the output is made. */
export function heightOf(image: PlannedImage): number | ReadOff {
  return plannedSize(image.variant)?.height ?? new ReadOff(image, 'height')
}

/** The widest of several; the first of equals. Unknown widths count by what was asked for. */
export function widestOf(images: readonly PlannedImage[]): PlannedImage {
  return images.reduce((best, image) => (nominalWidth(image) > nominalWidth(best) ? image : best))
}

function nominalWidth({ variant, selection, source }: PlannedImage): number {
  return plannedSize(variant)?.width ?? selection.w ?? source.orientedWidth
}
