import { LazyImageError, toLazyImageError } from '../errors.js'
import { describeMissing } from './outcomes.js'
import type { Rendered } from './rendered.js'

/** By store and key. */
const underWay = new Map<string, Promise<Rendered>>()

/**
 * Renders under way in this process: two compilers that want one image of one store wait for one render. Whoever finds
 * nothing enters its own in the same turn; with an await between the two, two callers would both find nothing.
 */
export class InFlight {
  readonly #store: string

  /** @param store names what the callers share, such as a cache folder. */
  constructor(store: string) {
    this.#store = store
  }

  /** Never rejects: what the render throws is its outcome. */
  find(key: string): Promise<Rendered> | undefined {
    return underWay.get(this.#slotOf(key))
  }

  /** Enters renders as under way until the work is over. */
  enter(keys: readonly string[], work: Promise<ReadonlyMap<string, Rendered>>): void {
    for (const key of keys) {
      const slot = this.#slotOf(key)
      const rendered = work.then(
        results => results.get(key) ?? { outcome: describeMissing(key), from: 'failed', timings: null },
        (error): Rendered => ({ outcome: toLazyImageError(error), from: 'failed', timings: null }),
      )
      underWay.set(slot, rendered)
      rendered.finally(() => underWay.delete(slot))
    }
  }

  #slotOf(key: string): string {
    return `${this.#store} ${key}`
  }
}

/** Rejects as soon as the signal fires, though the work goes on for whoever started it. */
export function rejectOnAbort<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return work
  return new Promise((resolve, reject) => {
    const abort = () => reject(new LazyImageError('ABORTED', 'The batch was aborted before this was done'))
    if (signal.aborted) abort()
    signal.addEventListener('abort', abort, { once: true })
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort))
  })
}
