import { rm } from 'node:fs/promises'
import { FILES_AT_ONCE, mapConcurrently } from '../../map-concurrently.js'
import type { ResolvedCache } from '../../options/cache-options.js'
import { sumBytes } from '../../sum.js'
import { type Exported, exportEntries, type Imported, importEntries } from './cache-archive.js'
import type { Bounds } from './choose-victims.js'
import { listStored } from './entry-files.js'
import { DAMAGED, isStored, readStored } from './entry-store.js'
import { Layout } from './layout.js'
import { Others } from './others.js'
import { noteSwept, type Swept, sweepFolder } from './sweep-folder.js'
import { Workplace } from './workplace.js'

/** What is in a cache folder. */
export interface CacheStats {
  /** Absolute. */
  folder: string
  entries: number
  bytes: number
  /** Of formats before this one, which are not read any more. */
  oldEntries: number
  oldBytes: number
  /** When an entry was used: the one that was not for longest, and the last one; milliseconds, null where there is none. */
  firstUse: number | null
  lastUse: number | null
  /** Processes that are at work in it. */
  processes: number
  /** What the options allow. */
  maxBytes: number
}

/** What reading all of a cache came to. */
export interface Verified {
  entries: number
  bytes: number
  /** Absolute paths of entries that are not what was written. */
  damaged: string[]
  /** Absolute paths of entries that cannot be read. */
  unreadable: string[]
  /** Whether the damaged ones are gone. */
  removed: boolean
}

const NOTHING_IN_USE = () => false

/** A cache folder as whoever keeps it sees it, and not a build. */
export class CacheFolder {
  readonly #cache: ResolvedCache
  readonly #layout: Layout

  constructor(cache: ResolvedCache) {
    this.#cache = cache
    this.#layout = new Layout(cache.folder)
  }

  /** @throws {Error} of the file system, as the others do. */
  async stats(): Promise<CacheStats> {
    const { entries } = await listStored(this.#layout)
    const current = entries.filter(({ isCurrent }) => isCurrent)
    const old = entries.filter(({ isCurrent }) => !isCurrent)
    const uses = current.map(({ lastUse }) => lastUse).sort((a, b) => a - b)
    // Without a trace in the folder, so that it is this machine's clock that is asked.
    const processes = await new Others(this.#layout, async () => Date.now()).count()
    return {
      folder: this.#cache.folder,
      entries: current.length,
      bytes: sumBytes(current),
      oldEntries: old.length,
      oldBytes: sumBytes(old),
      firstUse: uses[0] ?? null,
      lastUse: uses.at(-1) ?? null,
      processes,
      maxBytes: this.#cache.maxBytes,
    }
  }

  /** Deletes what is beyond bounds and in nobody's use, and what killed processes have left. */
  async collect(bounds: Bounds): Promise<Swept> {
    const swept = await this.#at(({ others }) => sweepFolder(this.#layout, bounds, others, NOTHING_IN_USE))
    if (bounds.maxBytes === this.#cache.maxBytes && bounds.retentionMs === this.#cache.retentionMs) {
      await noteSwept(this.#layout, this.#cache)
    }
    return swept
  }

  /** Deletes every entry that no running process uses. */
  clear(): Promise<Swept> {
    return this.collect({ maxBytes: 0, retentionMs: 0 })
  }

  /** Reads every entry; what is damaged is deleted where that is wanted. */
  async verify(remove: boolean): Promise<Verified> {
    const entries = (await listStored(this.#layout)).entries.filter(({ isCurrent }) => isCurrent)
    const damaged: string[] = []
    const unreadable: string[] = []
    await mapConcurrently(entries, FILES_AT_ONCE, async ({ key, file }) => {
      const entry = await readStored(this.#layout, key).catch(() => null)
      if (entry === null) unreadable.push(file)
      if (entry === DAMAGED) damaged.push(file)
    })
    if (remove) for (const file of damaged) await rm(file, { force: true })
    return {
      entries: entries.length,
      bytes: sumBytes(entries),
      damaged: damaged.sort(),
      unreadable: unreadable.sort(),
      removed: remove,
    }
  }

  /** @param file absolute. */
  export(file: string): Promise<Exported> {
    return exportEntries(this.#layout, file)
  }

  /** @param file absolute. @throws {TarError} for what is no archive. */
  import(file: string): Promise<Imported> {
    return this.#at(({ session }) => importEntries(this.#layout, session, file))
  }

  /** As a process that works in the folder. */
  async #at<Result>(work: (workplace: Workplace) => Promise<Result>): Promise<Result> {
    const workplace = new Workplace(this.#layout, this.#cache.retentionMs, key => isStored(this.#layout, key))
    try {
      await workplace.session.begin()
      return await work(workplace)
    } finally {
      await workplace.close()
    }
  }
}
