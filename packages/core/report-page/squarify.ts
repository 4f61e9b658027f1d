/** A rectangle, in whatever unit the one has that is divided. */
export interface Box {
  x: number
  y: number
  width: number
  height: number
}

/**
 * Divides a rectangle among weights, as nearly into squares as rows of them allow (Bruls, Huizing, van Wijk: Squarified
 * Treemaps).
 *
 * @param weights above 0, in falling order.
 * @returns a box for each, whose areas are in proportion to the weights.
 */
export function squarify(weights: readonly number[], { x, y, width, height }: Box): Box[] {
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  if (total <= 0 || width <= 0 || height <= 0) return weights.map(() => ({ x, y, width: 0, height: 0 }))
  const scale = (width * height) / total
  const areas = weights.map(weight => weight * scale)
  const boxes: Box[] = []
  let free: Box = { x, y, width, height }
  let start = 0
  while (start < areas.length) {
    const side = Math.min(free.width, free.height)
    let end = start + 1
    while (
      end < areas.length &&
      worstRatio(areas.slice(start, end + 1), side) <= worstRatio(areas.slice(start, end), side)
    ) {
      end++
    }
    const row = areas.slice(start, end)
    const placed = placeRow(row, free)
    boxes.push(...placed.boxes)
    free = placed.free
    start = end
  }
  return boxes
}

/** The longest side over the shortest of the worst box, when areas lie in one row along a side. */
function worstRatio(areas: readonly number[], side: number): number {
  const sum = areas.reduce((total, area) => total + area, 0)
  const depth = sum / side
  return Math.max(...areas.map(area => Math.max((depth * depth) / area, area / (depth * depth))))
}

function placeRow(areas: readonly number[], free: Box): { boxes: Box[]; free: Box } {
  const sum = areas.reduce((total, area) => total + area, 0)
  const isTall = free.width >= free.height
  const depth = isTall ? sum / free.height : sum / free.width
  let along = 0
  const boxes = areas.map(area => {
    const length = area / depth
    const box = isTall
      ? { x: free.x, y: free.y + along, width: depth, height: length }
      : { x: free.x + along, y: free.y, width: length, height: depth }
    along += length
    return box
  })
  const rest = isTall
    ? { ...free, x: free.x + depth, width: free.width - depth }
    : { ...free, y: free.y + depth, height: free.height - depth }
  return { boxes, free: rest }
}
