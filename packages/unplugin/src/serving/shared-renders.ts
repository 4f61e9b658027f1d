import type { Pipeline } from '@lazy-image/core'
import type { CacheEntry, Recipe, Snapshot } from '@lazy-image/core/host'

/** One render for all who wait for its image. */
interface Render {
  readonly image: Promise<CacheEntry>
  readonly stop: AbortController
  waiting: number
}

/**
 * Images of a dev server's requests: one encode for many that want the same, no more at once than the options allow
 * threads, and an end to what nobody waits for any more.
 */
export class SharedRenders {
  readonly #underWay = new Map<string, Render>()
  readonly #queue: (() => void)[] = []
  #free: number

  constructor({ options }: Pick<Pipeline, 'options'>) {
    this.#free = options.concurrency
  }

  /**
   * An image, made if it must be.
   *
   * @param signal that whoever waits has gone.
   * @throws {LazyImageError} why it cannot be made; `ABORTED` when nobody waits for it.
   */
  async render(recipe: Recipe, snapshot: Snapshot, signal: AbortSignal): Promise<CacheEntry> {
    const render = this.#underWay.get(recipe.key) ?? this.#begin(recipe, snapshot)
    render.waiting++
    const leave = () => {
      if (--render.waiting > 0) return
      this.#forget(recipe, render)
      render.stop.abort()
    }
    if (signal.aborted) leave()
    signal.addEventListener('abort', leave, { once: true })
    return render.image.finally(() => signal.removeEventListener('abort', leave))
  }

  #begin(recipe: Recipe, snapshot: Snapshot): Render {
    const stop = new AbortController()
    const image = this.#takeTurn(async () => (await snapshot.render([recipe], stop.signal)).of(recipe))
    const render: Render = { image, stop, waiting: 0 }
    this.#underWay.set(recipe.key, render)
    const forget = () => this.#forget(recipe, render)
    image.then(forget, forget)
    return render
  }

  /** A render that was stopped is not for those who come later. */
  #forget({ key }: Recipe, render: Render): void {
    if (this.#underWay.get(key) === render) this.#underWay.delete(key)
  }

  /** A batch of its own each, with threads and memory of its own: they take turns. */
  async #takeTurn<T>(work: () => Promise<T>): Promise<T> {
    if (this.#free > 0) this.#free--
    else await new Promise<void>(resolve => this.#queue.push(resolve))
    try {
      return await work()
    } finally {
      const next = this.#queue.shift()
      if (next === undefined) this.#free++
      else next()
    }
  }
}
