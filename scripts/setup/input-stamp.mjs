import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join, relative, sep } from 'node:path'
import { ROOT } from './step.mjs'

/**
 * Remembers what a step was made from, so that it can be skipped while that stays the same.
 */
export class InputStamp {
  #file
  #digest

  /**
   * @param {string} name of the step.
   * @param {readonly string[]} inputs files and folders relative to the repository's root; what is not there counts as such.
   * @param {(path: string) => boolean} [isInput] whether a file in a folder counts.
   * @param {string} [besides] what else it is made from.
   */
  constructor(name, inputs, isInput = () => true, besides = '') {
    this.#file = join(ROOT, 'node_modules/.cache/lazy-image-setup', name)
    const hash = createHash('sha256').update(`${process.version} ${process.platform} ${process.arch} ${besides}\n`)
    for (const path of inputs.flatMap(input => filesIn(join(ROOT, input))).filter(isInput)) {
      const content = readFileSync(path)
      hash.update(`${relative(ROOT, path).split(sep).join('/')} ${content.length}\n`).update(content)
    }
    this.#digest = hash.digest('hex')
  }

  get isCurrent() {
    try {
      return readFileSync(this.#file, 'utf8') === this.#digest
    } catch {
      return false
    }
  }

  save() {
    mkdirSync(dirname(this.#file), { recursive: true })
    writeFileSync(this.#file, this.#digest)
  }
}

/** Files below a path in a fixed order, build products left out. */
function filesIn(path) {
  const stats = statSync(path, { throwIfNoEntry: false })
  if (stats === undefined) return []
  if (stats.isFile()) return [path]
  return readdirSync(path, { withFileTypes: true })
    .filter(({ name }) => name !== 'node_modules' && name !== 'dist' && name !== 'target')
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap(({ name }) => filesIn(join(path, name)))
}
