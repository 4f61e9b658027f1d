import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { builds, environmentOf } from '../builds.mjs'
import { keptScores } from '../kept-scores.mjs'
import { measureScript } from '../measure.mjs'
import { corpusFolder, WORK } from '../places.mjs'
import { inTurn } from '../statistics.mjs'
import { GALLERIES, QUICK_GALLERIES } from './galleries.mjs'
import { builtImages, sameBytes } from './outputs.mjs'
import { writeProject } from './project.mjs'

const OURS = 'lazy-image'
const THEIRS = 'vite-imagetools'

const BUILD = fileURLToPath(new URL('build.mjs', import.meta.url))

/**
 * Builds every gallery with each side, cold (no cache) and warm (the cache of the cold build), each build in a process
 * of its own, the sides in turn.
 *
 * @param {{ rounds: number, quick: boolean, natives: readonly string[] }} options `natives`: paths of other builds of our
 * engine, each a side of its own.
 */
export async function runGallery({ rounds, quick, natives }) {
  const corpus = corpusFolder()
  const engines = await builds(natives)
  const sides = new Map([[THEIRS, { plugin: THEIRS }]])
  for (const { native, libaom } of engines) {
    sides.set(native === undefined ? OURS : `${OURS}, libaom ${libaom}`, { plugin: OURS, native })
  }
  const galleries = []
  for (const gallery of quick ? QUICK_GALLERIES : GALLERIES) {
    const names = [...sides.keys()]
    const runs = Object.fromEntries(names.map(name => [name, new SideRuns(gallery, name, sides.get(name), corpus)]))
    for (let round = 0; round < rounds; round++) {
      for (const name of inTurn(names, round)) await runs[name].build(round)
    }
    const results = Object.fromEntries(names.map(name => [name, runs[name].result()]))
    refuseOtherSizes(results)
    galleries.push({ ...gallery, sides: results })
  }
  return { galleries }
}

class SideRuns {
  #gallery
  #name
  #side
  #corpus
  #folder
  #cold = []
  #warm = []
  #images
  #sameBytes = true

  constructor(gallery, name, side, corpus) {
    this.#gallery = gallery
    this.#name = name
    this.#side = side
    this.#corpus = corpus
    this.#folder = join(WORK, 'gallery', gallery.id, name.replaceAll(/[^a-z0-9.]+/g, '-'))
    writeProject(this.#folder, gallery, corpus)
  }

  async build(round) {
    rmSync(join(this.#folder, 'node_modules'), { recursive: true, force: true })
    for (const [state, costs] of [
      ['cold', this.#cold],
      ['warm', this.#warm],
    ]) {
      rmSync(join(this.#folder, 'dist'), { recursive: true, force: true })
      // Caches of both sides lie below the working folder.
      const { plugin, native } = this.#side
      const options = { cwd: this.#folder, env: environmentOf(native) }
      const { cost } = await measureScript(BUILD, [plugin, this.#folder], options)
      costs.push(cost)
      const images = builtImages(this.#folder, this.#gallery)
      this.#images ??= images
      this.#sameBytes &&= sameBytes(this.#images, images)
      const figures = `${cost.wallSeconds.toFixed(1)} s wall, ${cost.cpuSeconds.toFixed(1)} s CPU`
      console.log(`gallery ${this.#gallery.id}, round ${round + 1}, ${this.#name} ${state}: ${figures}`)
    }
  }

  result() {
    const images = this.#images
    const scores = keptScores(images.map(({ photo, file }) => ({ source: join(this.#corpus, photo), output: file })))
    return {
      cold: this.#cold,
      warm: this.#warm,
      /** Whether all builds, cold and warm, wrote the same bytes. */
      sameBytes: this.#sameBytes,
      outputs: images.map(({ photo, format }, index) => ({ photo, format, ...scores[index] })),
    }
  }
}

/** Bytes and scores compare only between pictures of one size. */
function refuseOtherSizes(sides) {
  const sizesOf = side =>
    side.outputs.map(({ photo, format, width, height }) => `${photo} ${format} ${width}×${height}`).sort()
  const theirs = sizesOf(sides[THEIRS])
  const different = Object.values(sides).flatMap(side => sizesOf(side).filter((size, index) => size !== theirs[index]))
  if (different.length > 0) throw new Error(`The sides made pictures of different sizes: ${different.join(', ')}`)
}
