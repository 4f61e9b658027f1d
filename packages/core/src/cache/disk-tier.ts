import { lstat, rm } from 'node:fs/promises'
import type { Logger } from '../logger.js'
import { FILES_AT_ONCE, mapConcurrently } from '../map-concurrently.js'
import type { ResolvedCache } from '../options/cache-options.js'
import { settlesWithin } from '../settles-within.js'
import { Turns } from '../turns.js'
import type { CacheEntry } from './cache-entry.js'
import { type CacheTier, type Claim, type Claimable, claimAll, type TierOptions } from './cache-tier.js'
import { DiskTrouble } from './disk/disk-trouble.js'
import { DAMAGED, isStored, readStored, writeStored } from './disk/entry-store.js'
import { Layout } from './disk/layout.js'
import { isSwept, noteSwept, sweepFolder } from './disk/sweep-folder.js'
import { Workplace } from './disk/workplace.js'

/** A disk may take so long for a call, and for each entry of it on average, before the build goes on without it. */
const CALL_MS = 5000
const ENTRY_MS = 50

/** A sweep that takes longer goes on while the build ends. */
const SWEEP_MS = 5000

/** Where nobody says that a build is over, as in a dev server, a folder that has grown is swept this late. */
const SWEEP_DELAY_MS = 60_000

/**
 * Outputs in a folder. Written apart and renamed, so that a killed process or another one at work leaves whole entries only;
 * checked when read, so that a damaged one counts as absent.
 */
export class DiskTier implements CacheTier {
  readonly name = 'disk'
  readonly #layout: Layout
  readonly #cache: ResolvedCache
  readonly #trouble: DiskTrouble
  /** Files that are written at once. */
  readonly #turns = new Turns(FILES_AT_ONCE)
  /** While this process is at work in the folder. */
  #workplace: Workplace | undefined
  #hasWritten = false
  #sweepLater: NodeJS.Timeout | undefined

  constructor(cache: ResolvedCache, logger: Logger) {
    this.#layout = new Layout(cache.folder)
    this.#cache = cache
    this.#trouble = new DiskTrouble(cache.folder, logger)
  }

  async read(keys: readonly string[], signal?: AbortSignal): Promise<ReadonlyMap<string, CacheEntry>> {
    const found = new Map<string, CacheEntry>()
    const damaged: string[] = []
    const uses = new Map<string, number>()
    if (this.#trouble.isSlow || keys.length === 0) return found
    // By itself, so that a disk that does not answer holds one thread and not all that there are.
    if (!(await this.#inTime(this.#isWritable ? this.#noteUses(keys) : lstat(this.#cache.folder), 0))) return found
    const reading = mapConcurrently(keys, FILES_AT_ONCE, async key => {
      if (signal?.aborted || this.#trouble.isSlow) return
      const stored = await readStored(this.#layout, key).catch(error => this.#trouble.unreadable(error))
      if (stored === DAMAGED) {
        damaged.push(this.#layout.entryFile(key))
        if (this.#isWritable) await rm(this.#layout.entryFile(key), { force: true }).catch(() => {})
      } else if (stored !== undefined) {
        found.set(key, stored.entry)
        uses.set(this.#layout.entryFile(key), stored.lastUse)
      }
    })
    const isInTime = await this.#inTime(reading, keys.length)
    this.#trouble.damaged(damaged)
    if (isInTime && this.#isWritable) await this.#inTime(this.#open().uses.note(uses), keys.length)
    // What comes too late is made meanwhile.
    return new Map(found)
  }

  /** When the folder cannot be written, says so once and stores nothing from then on. */
  async write(entries: ReadonlyMap<string, CacheEntry>): Promise<void> {
    if (!this.#isWritable || entries.size === 0) return
    this.#hasWritten = true
    this.#sweepLater ??= setTimeout(() => this.#sweepWhileAtWork(), SWEEP_DELAY_MS).unref()
    // The time that an entry waits for its turn is no fault of the disk's.
    const keep = (key: string, entry: CacheEntry) => this.#turns.take(() => this.#inTime(this.#keep(key, entry), 1))
    await Promise.all([...entries].map(([key, entry]) => keep(key, entry)))
  }

  async #keep(key: string, entry: CacheEntry): Promise<void> {
    if (!this.#isWritable) return
    const write = async (workplace: Workplace) => {
      await workplace.session.noteUses([key])
      await workplace.uses.begin()
      await writeStored(this.#layout, workplace.session, key, entry)
    }
    const workplace = this.#open()
    try {
      await write(workplace).catch(error => {
        // Somebody has emptied the folder meanwhile.
        if (error.code !== 'ENOENT') throw error
        if (this.#workplace === workplace) this.#workplace = undefined
        return write(this.#open())
      })
    } catch (error) {
      this.#trouble.unwritable(error)
    }
  }

  async claim(wanted: readonly Claimable[]): Promise<Claim> {
    if (!this.#isWritable) return claimAll(wanted)
    const claiming = this.#open()
      .claims.claim(wanted)
      .catch(error => this.#trouble.unwritable(error))
    if (await this.#inTime(claiming, wanted.length)) return (await claiming) ?? claimAll(wanted)
    // What comes too late is nobody's.
    void claiming.then(claim => claim?.release())
    return claimAll(wanted)
  }

  /** What cannot be deleted stays. */
  async sweep(): Promise<void> {
    clearTimeout(this.#sweepLater)
    this.#sweepLater = undefined
    if (!this.#isWritable) return
    await settlesWithin(
      this.#sweep().then(workplace => this.#leave(workplace)),
      SWEEP_MS,
    )
  }

  #sweepWhileAtWork(): void {
    this.#sweepLater = undefined
    if (this.#isWritable) this.#sweep().catch(() => {})
  }

  async #sweep(): Promise<Workplace> {
    const workplace = this.#open()
    const hasWritten = this.#hasWritten
    this.#hasWritten = false
    if (hasWritten || !(await isSwept(this.#layout, this.#cache))) {
      const { others, session } = workplace
      await sweepFolder(this.#layout, this.#cache, others, key => session.uses(key))
      await noteSwept(this.#layout, this.#cache)
    }
    return workplace
  }

  async #leave(workplace: Workplace): Promise<void> {
    if (workplace.session.isWaitedFor) return
    if (this.#workplace === workplace) this.#workplace = undefined
    await workplace.close()
  }

  get #isWritable(): boolean {
    return this.#cache.mode === 'readwrite' && this.#trouble.isWritable
  }

  #open(): Workplace {
    this.#workplace ??= new Workplace(this.#layout, this.#cache.retentionMs, key => isStored(this.#layout, key))
    return this.#workplace
  }

  /** A folder that cannot be made is told when something is to be written. */
  async #noteUses(keys: readonly string[]): Promise<void> {
    await this.#open()
      .session.noteUses(keys)
      .catch(() => {})
  }

  async #inTime(work: Promise<unknown>, entries: number): Promise<boolean> {
    const ms = CALL_MS + entries * ENTRY_MS
    const isInTime = await settlesWithin(
      work.catch(() => {}),
      ms,
    )
    if (!isInTime) this.#trouble.slow(ms)
    return isInTime
  }
}

export function openDiskTier({ cache, logger }: TierOptions): DiskTier | null {
  return cache === null ? null : new DiskTier(cache, logger)
}
