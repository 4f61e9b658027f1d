import type { Logger } from '../logger.js'
import { mapConcurrently } from '../map-concurrently.js'
import type { CacheEntry } from './cache-entry.js'
import { type CacheTier, type Claim, type Claimable, claimAll, type TierOptions } from './cache-tier.js'
import { openEntry, sealEntry } from './remote/envelope.js'
import { RefBook } from './remote/ref-book.js'
import { RemoteClaims } from './remote/remote-claims.js'
import { type ResolvedRemote, resolveRemote } from './remote/resolve-remote.js'
import { OversizeError } from './remote/store-error.js'
import { StoreGuard } from './remote/store-guard.js'
import { entryName } from './remote/store-names.js'
import { Uploads } from './remote/uploads.js'

/** Entries that are fetched at once. */
const READS_AT_ONCE = 48

/** Keys that no ref names are asked for in waves as long as some are there: so many first, then twice as many each time. */
const FIRST_WAVE = 32

/** No entry is larger, sealed. */
const ENTRY_BYTES = 64 * 1024 * 1024

/** What an entry saves at most, in milliseconds: what it says may be anybody's word. */
const MOST_SAVED_MS = 2000

/** What was asked of the store, and came of it. */
export interface RemoteCounts {
  /** Entries that were asked for. */
  asked: number
  hits: number
  /** Objects that were there and were not believed. */
  refused: number
  stored: number
}

/** Outputs in a store that machines share, each believed only when it proves what it is. */
export class RemoteTier implements CacheTier {
  readonly name = 'remote'
  readonly counts: RemoteCounts = { asked: 0, hits: 0, refused: 0, stored: 0 }
  readonly #remote: ResolvedRemote
  readonly #logger: Logger
  readonly #guard: StoreGuard
  readonly #refs: RefBook
  readonly #claims: RemoteClaims
  readonly #uploads: Uploads
  #isTold = false
  /** Keys that were looked for, and are not looked for again. */
  readonly #absent = new Set<string>()
  /** Keys that may be there whatever a ref says: somebody was making them. */
  readonly #expected = new Set<string>()
  /** Entries that were fetched before they were asked for. */
  readonly #ahead = new Map<string, CacheEntry>()

  constructor(remote: ResolvedRemote, logger: Logger) {
    this.#remote = remote
    this.#logger = logger
    this.#guard = new StoreGuard({
      open: remote.open,
      timeoutMs: remote.timeoutMs,
      onGivenUp: reason =>
        this.#tell(
          `The remote cache ${remote.name} is left alone: ${reason}; building without it. Look at its address, its server and ` +
            'who may use it; the option cache.remote.timeout says what it may cost',
        ),
    })
    this.#refs = new RefBook(remote, this.#guard)
    this.#uploads = new Uploads((key, entry) => this.#upload(key, entry))
    this.#claims = new RemoteClaims({
      guard: this.#guard,
      onOthers: keys => this.#expect(keys),
      onOwn: keys => this.#lookOnceMore(keys),
      stored: keys => this.#uploads.settled(keys),
    })
  }

  async read(keys: readonly string[], signal?: AbortSignal): Promise<ReadonlyMap<string, CacheEntry>> {
    const found = new Map<string, CacheEntry>()
    const open = keys.filter(key => !this.#absent.has(key) || this.#expected.has(key))
    if (open.length === 0) return found
    await this.#guard.during(async () => {
      const ref = await this.#refs.load(signal)
      const isLikely = (key: string) => this.#expected.has(key) || ref.has(key)
      await this.#fetchAll(open.filter(isLikely), found, signal)
      const unlikely = open.filter(key => !isLikely(key))
      await this.#probe(unlikely, found, signal)
    })
    for (const key of open) {
      this.#expected.delete(key)
      if (!found.has(key) && !signal?.aborted) this.#absent.add(key)
    }
    return found
  }

  /** Stores behind whatever goes on; {@link flush} waits for it. */
  async write(entries: ReadonlyMap<string, CacheEntry>): Promise<void> {
    if (!this.#remote.mayWrite) return
    for (const [key, entry] of entries) {
      if (this.#guard.isGivenUp) return
      await this.#uploads.add(key, entry)
      this.#absent.delete(key)
    }
  }

  touch(keys: Iterable<string>): void {
    this.#refs.touch(keys)
  }

  async claim(wanted: readonly Claimable[]): Promise<Claim> {
    const { leases, mayWrite } = this.#remote
    return leases && mayWrite && !this.#guard.isGivenUp ? this.#claims.claim(wanted) : claimAll(wanted)
  }

  /** Waits for what is being stored, and tells the next builds what is there. */
  async flush(): Promise<void> {
    await this.#guard.during(async () => {
      await this.#finishUploads()
      await this.#claims.idle()
      if (this.#remote.mayWrite) await this.#refs.save()
    })
    await this.#guard.close()
  }

  async #finishUploads(): Promise<void> {
    const { name, uploadTimeoutMs } = this.#remote
    let timer: NodeJS.Timeout | undefined
    const limit = new Promise<void>(resolve => {
      timer = setTimeout(resolve, uploadTimeoutMs)
    })
    await Promise.race([this.#uploads.idle(), limit])
    clearTimeout(timer)
    const left = this.#uploads.size
    this.#uploads.drop()
    if (left === 0 || this.#guard.isGivenUp) return
    this.#tell(
      `The remote cache ${name} is slow: ${left} images were not stored there when the build ended; ` +
        'the option cache.remote.uploadTimeout says how long that may wait',
    )
  }

  async #fetchAll(
    keys: readonly string[],
    found: Map<string, CacheEntry>,
    signal: AbortSignal | undefined,
  ): Promise<void> {
    await mapConcurrently(keys, READS_AT_ONCE, async key => {
      const entry = this.#ahead.get(key) ?? (await this.#fetch(key, signal))
      this.#ahead.delete(key)
      if (entry !== undefined) found.set(key, entry)
    })
  }

  /** A build of new pictures asks for few. */
  async #probe(
    keys: readonly string[],
    found: Map<string, CacheEntry>,
    signal: AbortSignal | undefined,
  ): Promise<void> {
    let wave = FIRST_WAVE
    for (let first = 0; first < keys.length; first += wave / 2) {
      const before = found.size
      await this.#fetchAll(keys.slice(first, first + wave), found, signal)
      if (found.size === before) return
      wave *= 2
    }
  }

  async #fetch(key: string, signal: AbortSignal | undefined): Promise<CacheEntry | undefined> {
    if (this.#guard.isGivenUp) return undefined
    this.counts.asked++
    const name = entryName(key)
    try {
      const answer = await this.#guard.ask(
        async (store, asked) => ({ sealed: await store.get(name, asked, ENTRY_BYTES) }),
        signal,
      )
      if (answer === undefined) return undefined
      if (answer.sealed === undefined) {
        this.#guard.earn()
        return undefined
      }
      return this.#believe(key, answer.sealed)
    } catch (error) {
      if (!(error instanceof OversizeError)) throw error
      this.#refuse(name, `is not taken: ${error.message}`)
      return undefined
    }
  }

  #believe(key: string, sealed: Uint8Array): CacheEntry | undefined {
    const opened = openEntry(key, sealed, this.#remote.verifiers)
    if ('fault' in opened) {
      this.#refuse(entryName(key), opened.fault)
      return undefined
    }
    this.counts.hits++
    this.#guard.earn(savedMs(opened.entry))
    this.#refs.noteStored(key, sealed.length)
    return opened.entry
  }

  async #upload(key: string, entry: CacheEntry): Promise<void> {
    if (this.#guard.isGivenUp) return
    const sealed = sealEntry(key, entry, this.#remote.signer)
    try {
      const isStored = await this.#guard.ask(async (store, signal) => {
        await store.put(entryName(key), sealed, signal)
        return true
      })
      if (!isStored) return
      this.counts.stored++
      this.#guard.earn(savedMs(entry))
      this.#refs.noteStored(key, sealed.length)
    } catch (error) {
      // The server takes none of this size: others make it again.
      if (!(error instanceof OversizeError)) throw error
    }
  }

  /** Between the look and the lease, another machine may have made all of a source: one of its outputs tells. */
  async #lookOnceMore(keys: readonly string[]): Promise<void> {
    const [first] = keys
    const entry = first === undefined ? undefined : await this.#fetch(first, undefined)
    if (first === undefined || entry === undefined) return
    this.#ahead.set(first, entry)
    this.#expect(keys)
  }

  #expect(keys: readonly string[]): void {
    for (const key of keys) this.#expected.add(key)
  }

  /** One warning is enough of one store. */
  #tell(message: string): void {
    if (this.#isTold) this.#logger.info(message)
    else this.#logger.warn(message)
    this.#isTold = true
  }

  #refuse(name: string, fault: string): void {
    if (this.counts.refused++ > 0) return
    this.#tell(
      `The remote cache ${this.#remote.name} holds something else than it should: ${name} ${fault}. It is made again, as is ` +
        'whatever else there is not as it should be, which is not told',
    )
  }
}

function savedMs({ encodeMs }: CacheEntry): number {
  return Math.min(Math.max(encodeMs, 0), MOST_SAVED_MS)
}

export function openRemoteTier({ cache, root, logger }: TierOptions): RemoteTier | null {
  const remote = cache === null ? null : resolveRemote(cache, root)
  return remote === null ? null : new RemoteTier(remote, logger)
}
