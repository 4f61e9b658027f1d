import type { ReadOff } from '../module/value.js'
import type { PlannedImage } from '../plan/plan.js'
import { plannedSize } from '../plan/variant.js'
import { heightOf, widthOf } from './measures.js'

/** Whether it is a width that tells a candidate of a srcset from the others. */
export function isToldByWidth({ density, variant }: PlannedImage, basePixels: number | null): boolean {
  return plannedSize(variant) === null || (density === null && basePixels === null)
}

/** What tells a candidate of a srcset from the others, as parts of a text. */
export function descriptorOf(image: PlannedImage, basePixels: number | null): readonly (string | ReadOff)[] {
  const width = widthOf(image)
  if (typeof width !== 'number') return [' ', width, 'w']
  if (image.density === null) return [basePixels === null ? ` ${width}w` : ` ${ratio(width / basePixels)}x`]
  const { side, pixels } = image.density.one
  const actual = side === 'width' ? width : heightOf(image)
  // An output that its source could not fill has less density than was asked for.
  return [` ${ratio(typeof actual === 'number' ? actual / pixels : image.density.factor)}x`]
}

/** Three decimals tell any two screens apart. */
function ratio(value: number): string {
  return String(Math.round(value * 1000) / 1000)
}
