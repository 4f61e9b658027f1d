import { basename } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { Pipeline } from '@lazy-image/core'
import { type ImageTypes, loadImageTypes, type ProjectTypes, relativePath } from '@lazy-image/core/host'

/** Longer than the 50 ms in which watchers tell of a file no more than once: what comes in them is read with it. */
const QUIET_MS = 100

/** Files that say what aliases mean. */
const ALIAS_FILE = /^(?:[jt]sconfig.*|package)\.json$/

/**
 * Keeps the file of declarations as fresh as the project, where the options ask for it. It reads the project's files
 * and not the module graph, so that what is written does not depend on the pages that were looked at, and the command
 * line writes the same. A failure is told and stops nothing.
 */
export class TypesKeeper {
  readonly #pipeline: Pipeline
  readonly #told = new Set<string>()
  readonly #changed = new Map<string, 'add' | 'change' | 'unlink'>()
  #types: Promise<ImageTypes> | undefined
  /** Absolute path of the declarations; unknown before the project is looked at. */
  #file: string | undefined
  #isStale = false
  #work: Promise<void> | undefined

  constructor(pipeline: Pipeline) {
    this.#pipeline = pipeline
  }

  /** Looks at the whole project; over when the file is written. */
  refresh(): Promise<void> {
    this.#isStale = this.#pipeline.options.types.keep
    return this.settled()
  }

  /** Takes note of a change that a watcher saw. */
  notice(event: 'add' | 'change' | 'unlink', file: string): void {
    const { keep } = this.#pipeline.options.types
    // Who formats our file may have it so until an import changes.
    if (!keep || (file === this.#file && event !== 'unlink')) return
    // A new file stays new until it is looked at, however often it is written.
    if (event !== 'change' || !this.#changed.has(file)) this.#changed.set(file, event)
    void this.settled()
  }

  /** Over when all that is known to have changed is written. */
  settled(): Promise<void> {
    if (!this.#isWaiting) return this.#work ?? Promise.resolve()
    this.#work ??= this.#drain()
    return this.#work
  }

  get #isWaiting(): boolean {
    return this.#isStale || this.#changed.size > 0
  }

  async #drain(): Promise<void> {
    while (this.#isWaiting) {
      if (!this.#isStale) await wait(QUIET_MS, undefined, { ref: false })
      const changed = [...this.#changed]
      const isStale = this.#isStale
      this.#changed.clear()
      this.#isStale = false
      try {
        this.#types ??= loadImageTypes(this.#pipeline)
        const types = await this.#types
        this.#file = types.file
        await this.#update(types, changed, isStale)
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error)
        this.#tellOnce(`The declarations of image imports cannot be written: ${reason}`)
      }
    }
    this.#work = undefined
  }

  async #update(types: ImageTypes, changed: readonly [file: string, event: string][], isStale: boolean): Promise<void> {
    const isAll = isStale || changed.some(([file, event]) => this.#concernsAll(types, file, event))
    if (!isAll && !changed.some(([file]) => this.#concerns(types, file))) return
    const found = isAll ? await types.look() : await types.lookAgain(changed.map(([file]) => file))
    this.#tellUnknown(found)
    const { root, logger, types: options } = this.#pipeline.options
    // Nobody misses a file that was never asked for and declares nothing.
    if (found.count === 0 && !options.isAsked && (await types.current()) === '') return
    if (!(await types.write(found))) return
    const hint = types.isIncluded ? '' : '; list it in "include" of tsconfig.json'
    logger.info(`${relativePath(root, types.file)} declares ${found.count} image imports${hint}`)
  }

  /** A new file may be a source, whatever it is called. */
  #concernsAll(types: ImageTypes, file: string, event: string): boolean {
    return (
      ALIAS_FILE.test(basename(file)) || (event === 'add' && !types.isSource(file) && !this.#pipeline.isImage(file))
    )
  }

  #concerns(types: ImageTypes, file: string): boolean {
    return types.isSource(file) || this.#pipeline.isImage(file) || file === types.file
  }

  /** What fails otherwise, the bundler tells where it is imported. */
  #tellUnknown({ problems }: ProjectTypes): void {
    // A file that nobody asked for is no reason to hear of aliases.
    if (!this.#pipeline.options.types.isAsked) return
    for (const { error, isUnknown } of problems) {
      if (isUnknown) this.#tellOnce(`No declaration of an image import: ${error.message}`)
    }
  }

  #tellOnce(message: string): void {
    if (!this.#told.has(message)) this.#pipeline.options.logger.warn(message)
    this.#told.add(message)
  }
}
