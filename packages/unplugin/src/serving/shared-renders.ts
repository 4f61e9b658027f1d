import type { CacheEntry, Recipe, Snapshot } from '@lazy-image/core/host'
import { Turns } from './turns.js'

/** One render for all who wait for its image. */
interface Render {
  readonly image: Promise<CacheEntry>
  readonly stop: AbortController
  waiting: number
}

export interface RenderCall {
  recipe: Recipe
  /** In which it was planned. */
  snapshot: Snapshot
  /** Whether it is kept in memory alone. */
  isPassing?: boolean
}

/**
 * Images of a server's requests: one encode for many that want the same, and an end to what nobody waits for any more. How many
 * are in work at once is the engine's affair, where nothing else is said.
 */
export class SharedRenders {
  readonly #underWay = new Map<string, Render>()
  readonly #turns: Turns | undefined

  /** @param turns how many may be made at once and wait; without it they are all the engine's. */
  constructor(turns?: ConstructorParameters<typeof Turns>[0]) {
    this.#turns = turns && new Turns(turns)
  }

  /**
   * An image, made if it must be.
   *
   * @param signal that whoever waits has gone.
   * @throws {LazyImageError} why it cannot be made; `ABORTED` when nobody waits for it.
   * @throws {RequestRefused} where too many wait.
   */
  async render(call: RenderCall, signal: AbortSignal): Promise<CacheEntry> {
    const { key } = call.recipe
    const render = this.#underWay.get(key) ?? this.#begin(call)
    render.waiting++
    const leave = () => {
      if (--render.waiting > 0) return
      this.#forget(key, render)
      render.stop.abort()
    }
    if (signal.aborted) leave()
    signal.addEventListener('abort', leave, { once: true })
    return render.image.finally(() => signal.removeEventListener('abort', leave))
  }

  #begin({ recipe, snapshot, isPassing = false }: RenderCall): Render {
    const stop = new AbortController()
    const make = async () => (await snapshot.render([recipe], stop.signal, { isPassing })).of(recipe)
    const image = this.#turns === undefined ? make() : this.#turns.take(make, stop.signal)
    const render: Render = { image, stop, waiting: 0 }
    this.#underWay.set(recipe.key, render)
    const forget = () => this.#forget(recipe.key, render)
    image.then(forget, forget)
    return render
  }

  /** A render that was stopped is not for those who come later. */
  #forget(key: string, render: Render): void {
    if (this.#underWay.get(key) === render) this.#underWay.delete(key)
  }
}
