import { SHARP_EFFORTS } from './ladder.mjs'

/** sharp's rung that everything is held against. */
export const REFERENCE = 'sharp 4'

/**
 * One rung of one encoder.
 *
 * @typedef {{ id: string, line: string, contestant: string, effort: string | number, native?: string }} LadderEntry
 * `line`: the encoder, whose rungs a plot joins; `native`: another build of our engine.
 */

/**
 * sharp's rungs, and ours of every build.
 *
 * @param {readonly { native?: string, efforts: string[], libaom: string }[]} builds
 * @returns {LadderEntry[]}
 */
export function ladderEntries(builds) {
  const sharp = SHARP_EFFORTS.map(effort => ({ id: `sharp ${effort}`, line: 'sharp', contestant: 'sharp', effort }))
  const ours = builds.flatMap(({ libaom, efforts, native }) => {
    const line = `lazy-image, libaom ${libaom}`
    return efforts.map(effort => ({ id: `${line}, ${effort}`, line, contestant: 'lazy-image', effort, native }))
  })
  return [...sharp, ...ours]
}
