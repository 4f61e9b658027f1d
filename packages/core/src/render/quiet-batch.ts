import type { Recipe } from '../plan/recipe.js'
import type { Outcomes } from './outcomes.js'

/** Milliseconds without a new request after which all are taken to have come: a bundler asks in bursts. */
const QUIET_MS = 15

interface Batch {
  recipes: Recipe[]
  outcomes: Promise<Outcomes>
  /** Begins the wait anew. */
  delay(): void
}

/** Makes one batch of all that is asked for in a burst; for hosts that never say that everything is known. */
export class QuietBatch {
  readonly #render: (recipes: readonly Recipe[]) => Promise<Outcomes>
  #open: Batch | undefined

  /** @param render makes a batch. */
  constructor(render: (recipes: readonly Recipe[]) => Promise<Outcomes>) {
    this.#render = render
  }

  /**
   * The outcomes of a batch in which these are; whoever asks within the burst is given the same.
   *
   * @throws {LazyImageError} what the batch throws.
   */
  render(recipes: readonly Recipe[]): Promise<Outcomes> {
    this.#open ??= this.#begin()
    this.#open.recipes.push(...recipes)
    this.#open.delay()
    return this.#open.outcomes
  }

  #begin(): Batch {
    const recipes: Recipe[] = []
    let delay = () => {}
    const outcomes = new Promise<void>(resolve => {
      const timer = setTimeout(resolve, QUIET_MS)
      delay = () => timer.refresh()
    }).then(() => {
      this.#open = undefined
      return this.#render(recipes)
    })
    return { recipes, outcomes, delay }
  }
}
