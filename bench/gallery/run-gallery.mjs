import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { measureScript } from '../measure.mjs'
import { corpusFolder, WORK } from '../places.mjs'
import { score } from '../score.mjs'
import { inTurn } from '../statistics.mjs'
import { GALLERIES, QUICK_GALLERIES } from './galleries.mjs'
import { builtImages, sameBytes } from './outputs.mjs'
import { writeProject } from './project.mjs'

export const SIDES = ['lazy-image', 'vite-imagetools']

const BUILD = fileURLToPath(new URL('build.mjs', import.meta.url))

/**
 * Builds every gallery with each side, cold (no cache) and warm (the cache of the cold build), each build in a process
 * of its own, the sides in turn.
 *
 * @param {{ rounds: number, quick: boolean }} options
 */
export async function runGallery({ rounds, quick }) {
  const corpus = corpusFolder()
  const galleries = []
  for (const gallery of quick ? QUICK_GALLERIES : GALLERIES) {
    const runs = Object.fromEntries(SIDES.map(side => [side, new SideRuns(gallery, side, corpus)]))
    for (let round = 0; round < rounds; round++) {
      for (const side of inTurn(SIDES, round)) await runs[side].build(round)
    }
    const sides = Object.fromEntries(SIDES.map(side => [side, runs[side].result()]))
    refuseOtherSizes(sides)
    galleries.push({ ...gallery, sides })
  }
  return { galleries }
}

class SideRuns {
  #gallery
  #side
  #corpus
  #folder
  #cold = []
  #warm = []
  #images
  #sameBytes = true

  constructor(gallery, side, corpus) {
    this.#gallery = gallery
    this.#side = side
    this.#corpus = corpus
    this.#folder = join(WORK, 'gallery', gallery.id, side)
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
      const { cost } = await measureScript(BUILD, [this.#side, this.#folder], { cwd: this.#folder })
      costs.push(cost)
      const images = builtImages(this.#folder, this.#gallery)
      this.#images ??= images
      this.#sameBytes &&= sameBytes(this.#images, images)
      const figures = `${cost.wallSeconds.toFixed(1)} s wall, ${cost.cpuSeconds.toFixed(1)} s CPU`
      console.log(`gallery ${this.#gallery.id}, round ${round + 1}, ${this.#side} ${state}: ${figures}`)
    }
  }

  result() {
    const images = this.#images
    const scores = score(images.map(({ photo, file }) => ({ source: join(this.#corpus, photo), output: file })))
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
  const [ours, theirs] = SIDES.map(side =>
    sides[side].outputs.map(({ photo, format, width, height }) => `${photo} ${format} ${width}×${height}`).sort(),
  )
  const different = ours.filter((size, index) => size !== theirs[index])
  if (different.length > 0) throw new Error(`The sides made pictures of different sizes: ${different.join(', ')}`)
}
