import type { CacheEntry } from './cache-entry.js'

/** The outputs used last, within a number of bytes. */
export class MemoryCache {
  readonly #capacity: number
  readonly #entries = new Map<string, CacheEntry>()
  #bytes = 0

  /** @param capacity in bytes of encoded images. */
  constructor(capacity: number) {
    this.#capacity = capacity
  }

  get(key: string): CacheEntry | undefined {
    const entry = this.#entries.get(key)
    if (entry !== undefined) {
      // A map keeps the order of insertion: what is used moves to the end.
      this.#entries.delete(key)
      this.#entries.set(key, entry)
    }
    return entry
  }

  set(key: string, entry: CacheEntry): void {
    this.#remove(key)
    // What is larger than all the room would drive everything out and still not fit.
    if (entry.data.length > this.#capacity) return
    this.#entries.set(key, entry)
    this.#bytes += entry.data.length
    for (const oldest of this.#entries.keys()) {
      if (this.#bytes <= this.#capacity) break
      this.#remove(oldest)
    }
  }

  #remove(key: string): void {
    const entry = this.#entries.get(key)
    if (entry === undefined) return
    this.#entries.delete(key)
    this.#bytes -= entry.data.length
  }
}
