import type { Logger } from '../logger.js'
import type { CacheEntry } from './cache-entry.js'
import { type CacheTier, type Claim, type Claimable, joinClaims } from './cache-tier.js'

/** An entry with the tier that had it. */
export interface FoundEntry {
  entry: CacheEntry
  tier: string
}

/** Tiers as one cache: asked from the nearest to the farthest, and what a far one has is kept in the nearer ones. */
export class TieredCache {
  readonly #tiers: readonly CacheTier[]
  readonly #logger: Logger
  readonly #failed = new Set<CacheTier>()
  /** Tiers that entries are kept in. */
  readonly #keeping: readonly CacheTier[]

  /**
   * @param tiers the nearest first.
   * @param kept how many of them entries are kept in.
   */
  constructor(tiers: readonly CacheTier[], logger: Logger, kept = tiers.length) {
    this.#tiers = tiers
    this.#keeping = tiers.slice(0, kept)
    this.#logger = logger
  }

  /** The same tiers, of which only the nearest keeps what is made. */
  keepingNearest(): TieredCache {
    return new TieredCache(this.#tiers, this.#logger, 1)
  }

  /** What is there of these keys. */
  async read(keys: readonly string[], signal?: AbortSignal): Promise<Map<string, FoundEntry>> {
    const found = new Map<string, FoundEntry>()
    for (const [index, tier] of this.#tiers.entries()) {
      const open = keys.filter(key => !found.has(key))
      if (open.length === 0) break
      const entries = await this.#try(tier, () => tier.read(open, signal))
      if (entries === undefined || entries.size === 0) continue
      for (const farther of this.#tiers.slice(index + 1)) farther.touch?.(entries.keys())
      for (const [key, entry] of entries) found.set(key, { entry, tier: tier.name })
      await this.#writeTo(this.#tiers.slice(0, index), entries, signal)
    }
    return found
  }

  /** Claims entries that are to be made, in every tier that is to keep them and that others have too, from the nearest to the farthest. */
  async claim(wanted: readonly Claimable[]): Promise<Claim> {
    const claims: Claim[] = []
    let own = wanted
    for (const tier of this.#keeping) {
      const claim = own.length === 0 ? undefined : await this.#try(tier, async () => tier.claim?.(own))
      if (claim === undefined) continue
      claims.push(claim)
      own = own.filter(({ key }) => claim.own.has(key))
    }
    return joinClaims(own, claims)
  }

  /** Keeps entries in every tier, or in those that are to keep any. */
  write(entries: ReadonlyMap<string, CacheEntry>, signal?: AbortSignal): Promise<void> {
    return this.#writeTo(this.#keeping, entries, signal)
  }

  /** Keeps in the nearest tier what somebody else has kept in the others. */
  writeNearest(entries: ReadonlyMap<string, CacheEntry>): Promise<void> {
    return this.#writeTo(this.#tiers.slice(0, 1), entries, undefined)
  }

  /** Waits, in every tier, for what is still being kept. */
  async flush(): Promise<void> {
    await Promise.all(this.#tiers.map(tier => this.#try(tier, async () => tier.flush?.())))
  }

  /** Waits for what is still being kept, and deletes, in every tier, what is beyond its bounds. */
  async sweep(): Promise<void> {
    await this.flush()
    await Promise.all(this.#tiers.map(tier => this.#try(tier, async () => tier.sweep?.())))
  }

  async #writeTo(
    tiers: readonly CacheTier[],
    entries: ReadonlyMap<string, CacheEntry>,
    signal: AbortSignal | undefined,
  ): Promise<void> {
    if (entries.size === 0) return
    await Promise.all(tiers.map(tier => this.#try(tier, () => tier.write(entries, signal))))
  }

  /** A tier must not throw; one that does all the same costs no build, and is told of once. */
  async #try<Result>(tier: CacheTier, work: () => Promise<Result>): Promise<Result | undefined> {
    try {
      return await work()
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error)
      if (!this.#failed.has(tier))
        this.#logger.warn(`The cache in ${tier.name} failed (${reason}); building without it`)
      this.#failed.add(tier)
      return undefined
    }
  }
}
