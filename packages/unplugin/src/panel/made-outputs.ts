import type { CacheEntry, Ledger } from '@lazy-image/core/host'
import type { MadeFacts } from './protocol.js'

/** Outputs that are remembered. */
const MOST = 5000

/** What the ledger has told of outputs since a server began. */
export class MadeOutputs {
  /** By key; the oldest first. */
  readonly #facts = new Map<string, MadeFacts>()

  constructor(ledger: Ledger) {
    ledger.subscribe({
      output: ({ key, error, bytesOut, quality, score, isSource, encodeMs }) => {
        if (error === null) this.#note(key, { bytes: bytesOut, quality, score, isSource, encodeMs })
      },
    })
  }

  of(key: string): MadeFacts | null {
    return this.#facts.get(key) ?? null
  }

  #note(key: string, facts: MadeFacts): void {
    this.#facts.delete(key)
    this.#facts.set(key, facts)
    const [oldest] = this.#facts.keys()
    if (this.#facts.size > MOST && oldest !== undefined) this.#facts.delete(oldest)
  }
}

export function madeFactsOf({ data, quality, score, isSource, encodeMs }: CacheEntry): MadeFacts {
  return { bytes: data.length, quality, score, isSource, encodeMs }
}
