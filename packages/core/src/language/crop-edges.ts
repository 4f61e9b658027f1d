import type { Crop, Length } from './directives/crop.js'

/** How far a crop reaches into a picture of a size, in pixels from its left and its top. */
export function cropEdges(
  { x, y, w, h }: Crop,
  { width, height }: { width: number; height: number },
): [right: number, bottom: number] {
  return [end(x, w, width), end(y, h, height)]
}

function end(start: Length, length: Length, side: number): number {
  const pixels = ({ value, unit }: Length) => (unit === 'px' ? value : value * side)
  // Hundredths that add up to the whole may miss it by a rounding error.
  return Math.round((pixels(start) + pixels(length)) * 1e6) / 1e6
}
