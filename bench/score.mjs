import { spawnSync } from 'node:child_process'
import { instrument } from './places.mjs'

const MOST_REPORT_BYTES = 64 * 1024 * 1024

/**
 * Size, bytes and distance of an output from its source resampled to the output's size. SSIMULACRA2: 100 is perfect;
 * butteraugli (3-norm and worst place): 0 is perfect.
 *
 * @typedef {{ width: number, height: number, bytes: number, ssimulacra2: number, butteraugli: number, butteraugliMax: number }} Score
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
  }
}

function mean(numbers) {
  return numbers.reduce((total, number) => total + number, 0) / numbers.length
}
