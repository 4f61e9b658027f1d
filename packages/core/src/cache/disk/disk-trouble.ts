import type { Logger } from '../../logger.js'

/** What is wrong with a cache folder, each thing told once: it costs work, and never a build. */
export class DiskTrouble {
  readonly #folder: string
  readonly #logger: Logger
  #isTold = false
  #isDamageTold = false
  /** Whether it is still written. */
  isWritable = true
  /** Whether nothing is asked of it any more. */
  isSlow = false

  constructor(folder: string, logger: Logger) {
    this.#folder = folder
    this.#logger = logger
  }

  unwritable(error: unknown): void {
    if (!this.isWritable) return
    this.isWritable = false
    this.#tellOnce(
      `The cache folder ${this.#folder} cannot be written (${reasonOf(error)}); building without it. ` +
        "Make it writable, or set the option cache.dir to another folder, cache.mode to 'read' or cache to false",
    )
  }

  unreadable(error: unknown): undefined {
    this.#tellOnce(
      `Entries of the cache folder ${this.#folder} cannot be read (${reasonOf(error)}) and will be made again. ` +
        'Make them readable, or set the option cache.dir to another folder',
    )
  }

  damaged(files: readonly string[]): void {
    const [first, ...more] = files
    if (first === undefined) return
    const message =
      more.length === 0
        ? `The cache entry ${first} is damaged and will be made again`
        : `${files.length} cache entries such as ${first} are damaged and will be made again`
    if (!this.#isDamageTold) this.#logger.warn(message)
    this.#isDamageTold = true
  }

  slow(ms: number): void {
    if (this.isSlow) return
    this.isSlow = true
    this.isWritable = false
    this.#tellOnce(
      `The cache folder ${this.#folder} has not answered within ${Math.round(ms / 1000)} s; building without it. ` +
        'Set the option cache.dir to a folder on a disk of this machine',
    )
  }

  /** A disk that cannot be read cannot be written either, most often: whichever shows first is told. */
  #tellOnce(message: string): void {
    if (!this.#isTold) this.#logger.warn(message)
    this.#isTold = true
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
