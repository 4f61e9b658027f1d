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
  #held = 0

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

  /** Waits for work that may ask for more: no batch begins before it is over. */
  async hold<Result>(work: Promise<Result>): Promise<Result> {
    this.#held++
    try {
      return await work
    } finally {
      this.#held--
      this.#open?.delay()
    }
  }

  #begin(): Batch {
    const recipes: Recipe[] = []
    let delay = () => {}
    const outcomes = new Promise<void>(resolve => {
      let isDelayed = false
      const end = () => (this.#held > 0 || isDelayed ? delay() : resolve())
      // What has arrived while this process was busy is heard first.
      const timer = setTimeout(() => {
        isDelayed = false
        setImmediate(end)
      }, QUIET_MS)
      delay = () => {
        isDelayed = true
        timer.refresh()
      }
    }).then(() => {
      this.#open = undefined
      return this.#render(recipes)
    })
    return { recipes, outcomes, delay }
  }
}
