import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { runScript } from '../measure.mjs'
import { REPOSITORY } from '../places.mjs'
import { SHARP_EFFORTS } from './ladder.mjs'

const RUNGS = fileURLToPath(new URL('rungs.mjs', import.meta.url))

/** sharp's rung that everything is held against. */
export const REFERENCE = 'sharp 4'

/**
 * One rung of one encoder.
 *
 * @typedef {{ id: string, line: string, contestant: string, effort: string | number, native?: string }} LadderEntry
 * `line`: the encoder, whose rungs a plot joins; `native`: another build of our engine.
 */

/**
 * sharp's rungs, and ours for the engine as it is built and for every other build of it.
 *
 * @param {readonly string[]} natives paths of other builds. One that does not exist is left out and said.
 * @returns {Promise<{ entries: LadderEntry[], builds: object[], missing: string[] }>}
 */
export async function ladderEntries(natives) {
  const paths = natives.map(path => resolve(path))
  const missing = paths.filter(path => !existsSync(path))
  const builds = []
  for (const native of [undefined, ...paths.filter(path => !missing.includes(path))]) {
    const env = native === undefined ? {} : { LAZY_IMAGE_NATIVE: native }
    const told = JSON.parse(await runScript(RUNGS, [], { cwd: REPOSITORY, env }))
    builds.push({ ...told, line: `lazy-image, libaom ${told.libaom}`, native })
  }
  const sharp = SHARP_EFFORTS.map(effort => ({ id: `sharp ${effort}`, line: 'sharp', contestant: 'sharp', effort }))
  const ours = builds.flatMap(({ line, efforts, native }) =>
    efforts.map(effort => ({ id: `${line}, ${effort}`, line, contestant: 'lazy-image', effort, native })),
  )
  return { entries: [...sharp, ...ours], builds: builds.map(({ native: _, ...build }) => build), missing }
}
