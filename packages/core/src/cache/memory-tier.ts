import type { CacheEntry } from './cache-entry.js'
import type { CacheTier } from './cache-tier.js'
import { MemoryCache } from './memory-cache.js'

/** Outputs kept in memory so that a second look in one build costs no read. */
const CAPACITY_BYTES = 128 * 1024 * 1024

/** What this pipeline had last. */
export class MemoryTier implements CacheTier {
  readonly name = 'memory'
  readonly #entries: MemoryCache

  /** @param capacity in bytes of encoded images. */
  constructor(capacity: number) {
    this.#entries = new MemoryCache(capacity)
  }

  async read(keys: readonly string[]): Promise<ReadonlyMap<string, CacheEntry>> {
    const found = new Map<string, CacheEntry>()
    for (const key of keys) {
      const entry = this.#entries.get(key)
      if (entry !== undefined) found.set(key, entry)
    }
    return found
  }

  async write(entries: ReadonlyMap<string, CacheEntry>): Promise<void> {
    for (const [key, entry] of entries) this.#entries.set(key, entry)
  }
}

export function openMemoryTier(): MemoryTier {
  return new MemoryTier(CAPACITY_BYTES)
}
