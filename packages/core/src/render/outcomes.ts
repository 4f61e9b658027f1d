import type { CacheEntry } from '../cache/cache-entry.js'
import { LazyImageError } from '../errors.js'

/** What became of an output. */
export type RenderOutcome = CacheEntry | LazyImageError

/** What names an output: a recipe, or its key alone. */
type Asked = { readonly key: string }

/** What became of the outputs that were asked for. A failure is a value and hides no other result. */
export class Outcomes {
  /** By the keys that were asked for. */
  readonly byKey: ReadonlyMap<string, RenderOutcome>

  constructor(byKey: ReadonlyMap<string, RenderOutcome> = new Map()) {
    this.byKey = byKey
  }

  has({ key }: Asked): boolean {
    return this.byKey.has(key)
  }

  /** @throws {LazyImageError} why there is no such output. */
  of(asked: Asked): CacheEntry {
    const outcome = this.#outcomeOf(asked)
    if (outcome instanceof LazyImageError) throw outcome
    return outcome
  }

  /** The output, or undefined where it could not be had: for those who tell its error elsewhere. */
  find(asked: Asked): CacheEntry | undefined {
    const outcome = this.#outcomeOf(asked)
    return outcome instanceof LazyImageError ? undefined : outcome
  }

  /** Why there is no such output, or undefined where there is one. */
  errorOf(asked: Asked): LazyImageError | undefined {
    const outcome = this.#outcomeOf(asked)
    return outcome instanceof LazyImageError ? outcome : undefined
  }

  /** Every failure, with the key that it answers. */
  errors(): { key: string; error: LazyImageError }[] {
    return [...this.byKey].flatMap(([key, outcome]) =>
      outcome instanceof LazyImageError ? [{ key, error: outcome }] : [],
    )
  }

  #outcomeOf({ key }: Asked): RenderOutcome {
    return this.byKey.get(key) ?? describeMissing(key)
  }
}

/** The error of an output that a batch said nothing of: our own mistake. */
export function describeMissing(key: string): LazyImageError {
  return new LazyImageError('ENGINE_FAILURE', `The batch gave no result for ${key}`)
}
