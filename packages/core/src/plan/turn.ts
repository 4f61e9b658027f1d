import type { Turn } from '../operations/turn.js'
import type { Canvas, Region, Size } from './geometry.js'

/** Where a part of a turned picture lies in the picture before it was turned. @param turned size of the turned one. */
export function regionBefore(turn: Turn, region: Region, turned: Size): Region {
  let { left, top, width, height } = region
  let side = turned.width
  let other = turned.height
  if (turn.isMirrored) left = side - left - width
  for (let quarter = 0; quarter < turn.quarters; quarter++) {
    ;[left, top, width, height] = [top, side - left - width, height, width]
    ;[side, other] = [other, side]
  }
  return { left, top, width, height }
}

/** A size before the turn. */
export function sizeBefore({ quarters }: Turn, { width, height }: Size): Size {
  return quarters % 2 === 0 ? { width, height } : { width: height, height: width }
}

/** A canvas before the turn, with the picture of this size on it. */
export function canvasBefore(turn: Turn, canvas: Canvas, picture: Size): Canvas {
  const { left, top } = regionBefore(turn, { left: canvas.left, top: canvas.top, ...picture }, canvas)
  return { ...sizeBefore(turn, canvas), left, top, background: canvas.background }
}
