import { createHash } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { builds } from '../builds.mjs'
import { madePictures } from '../engine/made-pictures.mjs'
import { KeptLines } from '../kept-lines.mjs'
import { keptScores } from '../kept-scores.mjs'
import { versions } from '../machine.mjs'
import { WORK } from '../places.mjs'
import { RenderProcess } from '../render-process.mjs'
import { inTurn } from '../statistics.mjs'
import { ladderEntries } from './entries.mjs'
import { panels, QUALITIES } from './ladder.mjs'

/** How long what is quick is repeated. */
const MIN_SECONDS = 0.1

/**
 * Encodes pictures as AVIF at every rung of sharp's ladder and of ours, all rungs in turn at each number of each
 * picture. What was measured of the same participants before is taken up.
 *
 * @param {{ quick: boolean, natives: readonly string[] }} options `natives`: paths of other builds of our engine.
 */
export async function runLadder({ quick, natives }) {
  const engines = await builds(natives)
  const entries = ladderEntries(engines)
  const ladder = new Ladder(entries, await identity(engines))
  const found = []
  try {
    for (const panel of panels({ quick })) found.push(await ladder.measure(panel))
  } finally {
    ladder.stop()
  }
  const told = entries.map(({ id, line, effort }) => ({ id, line, effort }))
  return { qualities: QUALITIES, entries: told, panels: found }
}

class Ladder {
  #entries
  #processes = new Map()
  #kept
  #folder
  #turn = 0

  constructor(entries, participants) {
    this.#entries = entries
    this.#folder = join(WORK, 'ladder', participants)
    this.#kept = new KeptLines(join(this.#folder, 'cpu-seconds.jsonl'))
  }

  async measure({ class: name, width, pictures }) {
    const found = []
    for (const [index, picture] of (await madePictures(pictures)).entries()) {
      const folder = join(this.#folder, `${name}-${width}-${index}`)
      mkdirSync(folder, { recursive: true })
      const points = []
      for (const quality of QUALITIES) {
        for (const entry of inTurn(this.#entries, this.#turn++)) {
          points.push(await this.#point(entry, { picture, quality, folder }))
        }
      }
      console.log(`ladder ${name} ${width} px, picture ${index + 1} of ${pictures.length}`)
      found.push({ ...pictures[index], height: picture.height, curves: this.#curves(points, picture) })
    }
    return { class: name, width, pictures: found }
  }

  /** Each entry's points by rising number. */
  #curves(points, picture) {
    const scores = keptScores(points.map(({ file }) => ({ source: picture.file, output: file })))
    const curves = Object.fromEntries(this.#entries.map(({ id }) => [id, []]))
    for (const [at, { entry, quality, cpuSeconds }] of points.entries()) {
      const { bytes, ssimulacra2, butteraugli } = scores[at]
      curves[entry].push({ quality, cpuSeconds, bytes, ssimulacra2, butteraugli })
    }
    return curves
  }

  async #point(entry, { picture, quality, folder }) {
    const file = join(folder, `${entry.id.replaceAll(/[^a-z0-9.]+/g, '-')}-${quality}.avif`)
    const known = this.#kept.get(file)
    if (known !== undefined) return { entry: entry.id, quality, file, cpuSeconds: known }
    const output = { format: 'avif', quality }
    const job = { picture, output, effort: entry.effort, file, minSeconds: MIN_SECONDS }
    const { cpuSeconds } = await this.#processOf(entry).render(job)
    this.#kept.add(file, cpuSeconds)
    return { entry: entry.id, quality, file, cpuSeconds }
  }

  #processOf({ line, contestant, native }) {
    if (!this.#processes.has(line)) this.#processes.set(line, new RenderProcess(contestant, native))
    return this.#processes.get(line)
  }

  stop() {
    for (const process of this.#processes.values()) process.stop()
  }
}

/** Of everybody whose change would make another measurement of it. */
async function identity(engines) {
  const { node, sharp } = await versions()
  return createHash('sha256')
    .update(JSON.stringify({ node, sharp, fingerprints: engines.map(({ fingerprint }) => fingerprint) }))
    .digest('hex')
    .slice(0, 16)
}
