import { spawnSync } from 'node:child_process'
import { instrument } from './places.mjs'

const MOST_REPORT_BYTES = 64 * 1024 * 1024

/**
 * Size, bytes and distance of an output from its source resampled to the output's size and laid exactly under it.
 * SSIMULACRA2: 100 is perfect; butteraugli (3-norm and worst place): 0 is perfect. `displacement` is how far the
 * reference had to be moved, in output pixels at the worst corner, and `ssimulacra2Unmoved` the score without moving.
 *
 * @typedef {{ width: number, height: number, bytes: number, ssimulacra2: number, butteraugli: number,
 *   butteraugliMax: number, displacement: number, ssimulacra2Unmoved: number }} Score
 */

/**
 * @param {readonly { source: string, output: string }[]} pairs absolute paths.
 * @returns {Score[]} in the order of the pairs.
 */
export function score(pairs) {
  if (pairs.length === 0) return []
  const { status, stdout, stderr, error } = spawnSync(instrument('score'), {
    input: JSON.stringify(pairs),
    maxBuffer: MOST_REPORT_BYTES,
    encoding: 'utf8',
  })
  if (error !== undefined) throw error
  if (status !== 0) throw new Error(`Scoring failed: ${stderr.trim()}`)
  return JSON.parse(stdout)
}

/** Means and worst values over several scores. */
export function summarizeScores(scores) {
  const of = key => scores.map(item => item[key])
  return {
    ssimulacra2: { mean: mean(of('ssimulacra2')), min: Math.min(...of('ssimulacra2')) },
    butteraugli: { mean: mean(of('butteraugli')), max: Math.max(...of('butteraugli')) },
    ssimulacra2Unmoved: { mean: mean(of('ssimulacra2Unmoved')), min: Math.min(...of('ssimulacra2Unmoved')) },
    displacement: { max: Math.max(...of('displacement')) },
  }
}

function mean(numbers) {
  return numbers.reduce((total, number) => total + number, 0) / numbers.length
}
