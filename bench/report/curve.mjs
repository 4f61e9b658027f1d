/**
 * A smooth curve through measured points that never leaves the interval of its neighbours (Fritsch and Butland's
 * monotone cubic, as PCHIP uses it).
 *
 * @param {readonly (readonly [number, number])[]} points of two coordinates, in any order; of equal first ones the
 * first is taken.
 * @returns {{ from: number, to: number, at: (x: number) => number } | undefined} defined between its ends; undefined of
 * fewer than two points.
 */
export function curveThrough(points) {
  const sorted = points.toSorted(([a], [b]) => a - b).filter(([x], index, all) => index === 0 || x > all[index - 1][0])
  if (sorted.length < 2) return undefined
  const [xs, ys] = [0, 1].map(axis => sorted.map(point => point[axis]))
  const slopes = xs.slice(1).map((x, index) => (ys[index + 1] - ys[index]) / (x - xs[index]))
  const tangents = xs.map((_, index) => tangent(index, xs, slopes))
  return {
    from: xs[0],
    to: xs.at(-1),
    at: x => {
      const next = Math.max(
        1,
        xs.findIndex(other => other >= x),
      )
      const [left, right] = [next - 1, next]
      const width = xs[right] - xs[left]
      const t = (x - xs[left]) / width
      return (
        ys[left] * (1 + 2 * t) * (1 - t) ** 2 +
        tangents[left] * width * t * (1 - t) ** 2 +
        ys[right] * t ** 2 * (3 - 2 * t) +
        tangents[right] * width * t ** 2 * (t - 1)
      )
    },
  }
}

function tangent(index, xs, slopes) {
  const [before, after] = [slopes[index - 1], slopes[index]]
  if (before === undefined) return after
  if (after === undefined) return before
  if (before * after <= 0) return 0
  const [wide, narrow] = [xs[index + 1] - xs[index], xs[index] - xs[index - 1]]
  const [one, other] = [2 * wide + narrow, wide + 2 * narrow]
  return (one + other) / (one / before + other / after)
}

const SAMPLES = 64

/** The mean difference of two curves where both are defined; undefined where that is nowhere. */
export function meanDifference(curve, reference) {
  if (curve === undefined || reference === undefined) return undefined
  const [from, to] = [Math.max(curve.from, reference.from), Math.min(curve.to, reference.to)]
  if (from >= to) return undefined
  const positions = Array.from({ length: SAMPLES }, (_, index) => from + ((index + 0.5) / SAMPLES) * (to - from))
  return positions.reduce((sum, x) => sum + curve.at(x) - reference.at(x), 0) / SAMPLES
}
