import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Logger } from '../logger.js'
import { writeAtomically } from '../write-atomically.js'
import { type CacheEntry, parseEntry, serializeEntry } from './cache-entry.js'

/**
 * Outputs on disk under their keys. Written beside the name and renamed, so that a killed process or another one at
 * work leaves whole entries only; checked when read, so that a damaged one counts as absent.
 */
export class DiskCache {
  readonly #folder: string
  readonly #logger: Logger
  #isWritable = true

  constructor(folder: string, logger: Logger) {
    this.#folder = folder
    this.#logger = logger
  }

  async read(key: string): Promise<CacheEntry | undefined> {
    const file = this.#fileOf(key)
    let content: Buffer
    try {
      content = await readFile(file)
    } catch {
      return undefined
    }
    const entry = parseEntry(key, content)
    if (entry === undefined) {
      this.#logger.warn(`The cache entry ${file} is damaged and will be made again`)
      await rm(file, { force: true }).catch(() => {})
    }
    return entry
  }

  /** Stores an entry; when the folder cannot be written, says so once and stores nothing from then on. */
  async write(key: string, entry: CacheEntry): Promise<void> {
    if (!this.#isWritable) return
    try {
      await writeAtomically(this.#fileOf(key), serializeEntry(key, entry))
    } catch (error) {
      this.#giveUp(error)
    }
  }

  #giveUp(error: unknown): void {
    if (!this.#isWritable) return
    this.#isWritable = false
    const reason = error instanceof Error ? error.message : String(error)
    this.#logger.warn(
      `The cache folder ${this.#folder} cannot be written (${reason}); building without it. ` +
        'Make it writable, or set the option cache.dir to another folder or cache to false',
    )
  }

  /** Two characters of the key as a folder keep directories small. */
  #fileOf(key: string): string {
    return join(this.#folder, 'v1', key.slice(0, 2), `${key}.img`)
  }
}
