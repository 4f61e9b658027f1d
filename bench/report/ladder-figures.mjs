import { REFERENCE } from '../ladder/entries.mjs'
import { curveThrough, meanDifference } from './curve.mjs'

/** What pictures are held equal by; rising is better. */
export const METRICS = {
  ssimulacra2: { title: 'SSIMULACRA2', of: point => point.ssimulacra2 },
  butteraugli: { title: 'butteraugli', of: point => -point.butteraugli },
}

/** sharp's bytes may not be undercut by rounding alone. */
const EXACTNESS = 1e-9

/**
 * Where every rung stands at equal quality: bytes and processor time as shares of the reference's, geometric means over
 * the pictures and, in each, over the qualities that both reach.
 *
 * @param {{ pictures: { curves: Record<string, object[]> }[] }[]} panels pooled.
 * @param {readonly { id: string, line: string, effort: string | number }[]} entries
 * @param {keyof METRICS} metric
 * @returns {{ id: string, line: string, effort: string | number, cpu: number, bytes: number, pictures: number,
 *   excess?: number }[]} `excess`, of ours: bytes above sharp's line at the same processor time, as a share of them,
 * negative below it; undefined where sharp has nothing as quick.
 */
export function rungs(panels, entries, metric) {
  const pictures = panels.flatMap(panel => panel.pictures)
  const found = entries
    .map(entry => ({ ...entry, ...standing(pictures, entry.id, METRICS[metric].of) }))
    .filter(({ pictures }) => pictures > 0)
  const sharp = found.filter(({ line }) => line === 'sharp')
  return found.map(rung => (rung.line === 'sharp' ? rung : { ...rung, excess: excessOver(sharp, rung) }))
}

function standing(pictures, id, scoreOf) {
  const differences = key =>
    pictures
      .map(({ curves }) => meanDifference(curveOf(curves[id], scoreOf, key), curveOf(curves[REFERENCE], scoreOf, key)))
      .filter(difference => difference !== undefined)
  const [bytes, cpu] = ['bytes', 'cpuSeconds'].map(differences)
  return { bytes: geometricMean(bytes), cpu: geometricMean(cpu), pictures: bytes.length }
}

/** Logarithms over quality. Time has no order over quality that noise would leave, and none is needed. */
function curveOf(points, scoreOf, key) {
  return curveThrough(points.map(point => [scoreOf(point), Math.log(point[key])]))
}

function geometricMean(logarithms) {
  return Math.exp(logarithms.reduce((sum, value) => sum + value, 0) / logarithms.length)
}

/** Between two rungs of sharp's the straight line of logarithms; of a rung slower than all of sharp's, the slowest's. */
function excessOver(sharp, { cpu, bytes }) {
  const line = sharp.map(rung => [Math.log(rung.cpu), Math.log(rung.bytes)]).sort(([a], [b]) => a - b)
  const at = Math.log(cpu)
  const next = line.findIndex(([x]) => x >= at)
  if (next === 0) return undefined
  if (next === -1) return bytes / Math.exp(line.at(-1)[1]) - 1
  const [[left, before], [right, after]] = [line[next - 1], line[next]]
  return bytes / Math.exp(before + ((at - left) / (right - left)) * (after - before)) - 1
}

/** Left of and below sharp's line; where sharp has nothing as quick, nothing of sharp's is as good. */
export function isAhead({ excess }) {
  return excess === undefined || excess <= EXACTNESS
}
