import { readdir, readFile, rm, stat } from 'node:fs/promises'
import { join, parse } from 'node:path'
import type { Logger } from '../logger.js'
import { FILES_AT_ONCE, mapConcurrently } from '../map-concurrently.js'
import { writeAtomically } from '../write-atomically.js'
import { type CacheEntry, parseEntry, serializeEntry } from './cache-entry.js'
import type { CacheTier, Claim, TierOptions } from './cache-tier.js'
import { DiskClaims } from './disk-claims.js'

/** The folder of entries of this format; those of formats before it only wait to be swept. */
const FORMAT = 'v3'

const FORMATS = /^v\d+$/

/**
 * Outputs in a folder. Written beside the name and renamed, so that a killed process or another one at work leaves
 * whole entries only; checked when read, so that a damaged one counts as absent.
 */
export class DiskTier implements CacheTier {
  readonly name = 'disk'
  readonly #folder: string
  readonly #logger: Logger
  readonly #claims: DiskClaims
  /** Keys that were read or written. */
  readonly #used = new Set<string>()
  #isWritable = true

  constructor(folder: string, logger: Logger) {
    this.#folder = folder
    this.#logger = logger
    this.#claims = new DiskClaims(join(folder, FORMAT, 'claims'))
  }

  async read(keys: readonly string[], signal?: AbortSignal): Promise<ReadonlyMap<string, CacheEntry>> {
    const found = new Map<string, CacheEntry>()
    await mapConcurrently(keys, FILES_AT_ONCE, async key => {
      const entry = signal?.aborted ? undefined : await this.#readEntry(key)
      if (entry !== undefined) found.set(key, entry)
    })
    return found
  }

  async #readEntry(key: string): Promise<CacheEntry | undefined> {
    const file = this.#fileOf(key)
    const content = await readFile(file).catch(() => undefined)
    if (content === undefined) return undefined
    const entry = parseEntry(key, content)
    if (entry === undefined) {
      this.#logger.warn(`The cache entry ${file} is damaged and will be made again`)
      await rm(file, { force: true }).catch(() => {})
    } else this.#used.add(key)
    return entry
  }

  /** When the folder cannot be written, says so once and stores nothing from then on. */
  async write(entries: ReadonlyMap<string, CacheEntry>): Promise<void> {
    await mapConcurrently([...entries], FILES_AT_ONCE, async ([key, entry]) => {
      if (!this.#isWritable) return
      this.#used.add(key)
      await writeAtomically(this.#fileOf(key), serializeEntry(key, entry)).catch(error => this.#giveUp(error))
    })
  }

  claim(keys: readonly string[]): Promise<Claim> {
    return this.#claims.claim(keys)
  }

  /** What cannot be deleted stays. */
  async sweep(olderThanMs: number): Promise<void> {
    const formats = await readdir(this.#folder, { withFileTypes: true }).catch(() => [])
    const listed = formats
      .filter(entry => entry.isDirectory() && FORMATS.test(entry.name))
      .map(({ name }) => readdir(join(this.#folder, name), { recursive: true, withFileTypes: true }).catch(() => []))
    const files = (await Promise.all(listed)).flat().filter(file => file.isFile())
    const youngest = Date.now() - olderThanMs
    await mapConcurrently(files, FILES_AT_ONCE, async ({ parentPath, name }) => {
      const file = join(parentPath, name)
      const key = parse(name).name
      if (this.#used.has(key) && file === this.#fileOf(key)) return
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
    return join(this.#folder, FORMAT, key.slice(0, 2), `${key}.img`)
  }
}

export function openDiskTier({ cache, logger }: TierOptions): DiskTier | null {
  return cache === null ? null : new DiskTier(cache.folder, logger)
}
