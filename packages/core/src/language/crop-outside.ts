import type { Crop, Length } from './directives/crop.js'
import type { Draft } from './draft.js'
import { type SourceFacts, sizeOfSource } from './source-facts.js'

/** Pixels. */
interface Size {
  width: number
  height: number
}

/**
 * How a crop reaches outside of the picture, as a sentence's end; undefined where it lies inside, to the nearest pixel.
 * What a trimmed picture holds shows only when it is made: its crop is cut at the edge.
 */
export function describeCropOutside({ crop, trim, orient = true }: Draft, source: SourceFacts): string | undefined {
  if (crop === undefined || trim !== undefined) return undefined
  return describeCropBeyond(crop, sizeOfSource(source, orient))
}

/** The same of a picture of a size. */
export function describeCropBeyond(crop: Crop, { width, height }: Size): string | undefined {
  const [right, bottom] = edgesOf(crop, { width, height })
  return right <= width && bottom <= height
    ? undefined
    : `which is ${width}×${height}, but reaches to ${right},${bottom}`
}

/** How far a crop reaches into a picture of a size, in whole pixels from its left and its top. */
function edgesOf({ x, y, w, h }: Crop, { width, height }: Size): [right: number, bottom: number] {
  return [endOf(x, w, width), endOf(y, h, height)]
}

function endOf(start: Length, length: Length, side: number): number {
  const pixels = ({ value, unit }: Length) => (unit === 'px' ? value : value * side)
  return Math.round(pixels(start) + pixels(length))
}
