import { readdir, readFile, rm, stat } from 'node:fs/promises'
import { join, parse } from 'node:path'
import type { Logger } from '../logger.js'
import { FILES_AT_ONCE, mapConcurrently } from '../map-concurrently.js'
import { writeAtomically } from '../write-atomically.js'
import { type CacheEntry, parseEntry, serializeEntry } from './cache-entry.js'

/**
 * Outputs on disk under their keys. Written beside the name and renamed, so that a killed process or another one at
 * work leaves whole entries only; checked when read, so that a damaged one counts as absent.
 */
export class DiskCache {
  readonly #folder: string
  readonly #logger: Logger
  /** Keys that were read or written. */
  readonly #used = new Set<string>()
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
    } else this.#used.add(key)
    return entry
  }

  /** Stores an entry; when the folder cannot be written, says so once and stores nothing from then on. */
  async write(key: string, entry: CacheEntry): Promise<void> {
    if (!this.#isWritable) return
    this.#used.add(key)
    try {
      await writeAtomically(this.#fileOf(key), serializeEntry(key, entry))
    } catch (error) {
      this.#giveUp(error)
    }
  }

  /** Deletes entries that are older and that this cache was not asked for; what cannot be deleted stays. */
  async sweep(olderThanMs: number): Promise<void> {
    const files = await readdir(this.#folderOfEntries, { recursive: true, withFileTypes: true }).catch(() => [])
    const unused = files.filter(file => file.isFile() && !this.#used.has(parse(file.name).name))
    const youngest = Date.now() - olderThanMs
    await mapConcurrently(unused, FILES_AT_ONCE, async ({ parentPath, name }) => {
      const file = join(parentPath, name)
      const stats = await stat(file).catch(() => undefined)
      if (stats !== undefined && stats.mtimeMs < youngest) await rm(file, { force: true }).catch(() => {})
    })
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
    return join(this.#folderOfEntries, key.slice(0, 2), `${key}.img`)
  }

  get #folderOfEntries(): string {
    return join(this.#folder, 'v1')
  }
}
