import { setTimeout as wait } from 'node:timers/promises'
import type { RemoteStore } from '@lazy-image/core'
import { type CacheEntry, entryName, mapConcurrently, type SharedRemote } from '@lazy-image/core/host'

/** Objects under way at once. */
const AT_ONCE = 16

/** Names that are asked for at once. */
const PAGE = 500

/** One call may take so long, whatever it carries. */
const CALL_MS = 60_000

/** Pauses between tries of one call; what lasts longer is for the queue to try again. */
const PAUSES_MS: readonly number[] = [200, 800, 3000]

/** What machines of a fleet share: sources by what they hold, outputs by their keys. */
export class SharedStore {
  readonly #store: RemoteStore
  readonly #seal: SharedRemote['seal']
  readonly name: string

  constructor({ store, name, seal }: SharedRemote) {
    this.#store = store
    this.#seal = seal
    this.name = name
  }

  /** Outputs that are there already; none where the store cannot be asked. */
  async findOutputs(keys: readonly string[]): Promise<Set<string>> {
    const names = new Map(keys.map(key => [entryName(key), key]))
    const all = [...names.keys()]
    const found = new Set<string>()
    for (let at = 0; at < all.length; at += PAGE) {
      const page = all.slice(at, at + PAGE)
      const there = await this.#try(async signal => (await this.#store.has?.(page, signal)) ?? new Set<string>())
      for (const name of there) found.add(names.get(name) ?? '')
    }
    return found
  }

  async putOutputs(entries: ReadonlyMap<string, CacheEntry>): Promise<void> {
    await mapConcurrently([...entries], AT_ONCE, async ([key, entry]) => {
      const sealed = this.#seal(key, entry)
      await this.#try(signal => this.#store.put(entryName(key), sealed, signal))
    })
  }

  /** Stores a source that is not there yet. @param read its bytes. */
  async putSource(hash: string, read: () => Promise<Uint8Array>): Promise<void> {
    const name = sourceName(hash)
    const there = await this.#try(async signal => (await this.#store.has?.([name], signal))?.has(name) === true)
    if (there) return
    const bytes = await read()
    await this.#try(signal => this.#store.put(name, bytes, signal))
  }

  /** A source as the store has it: whoever asks looks whether it is the right one. */
  getSource(hash: string, mostBytes: number): Promise<Uint8Array | undefined> {
    return this.#try(signal => this.#store.get(sourceName(hash), signal, mostBytes))
  }

  /** Where the store can delete. */
  async deleteSource(hash: string): Promise<void> {
    await this.#store.delete?.([sourceName(hash)], AbortSignal.timeout(CALL_MS))
  }

  close(): Promise<void> {
    return this.#store.close?.() ?? Promise.resolve()
  }

  async #try<Result>(call: (signal: AbortSignal) => Promise<Result>): Promise<Result> {
    for (const pause of PAUSES_MS) {
      try {
        return await call(AbortSignal.timeout(CALL_MS))
      } catch (error) {
        if (isFinal(error)) throw error
        await wait(pause)
      }
    }
    return call(AbortSignal.timeout(CALL_MS))
  }
}

/** Whether asking again makes no sense: the store refuses whoever asks, or takes nothing so large. */
export function isFinal(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  return error.name === 'OversizeError' || ('isFinal' in error && error.isFinal === true)
}

/** Two digits as a folder keep those small that a store has. */
function sourceName(hash: string): string {
  return `sources/${hash.slice(0, 2)}/${hash}`
}
