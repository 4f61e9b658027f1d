import type { Diagnostic } from '@lazy-image/core/host'
import { groupEqual, type Told, wordOthers } from './equal.js'
import { prependPlace } from './place.js'
import { wordWarning } from './warning-text.js'

/** A warning of an image request, with where that is written. */
export type PlacedWarning = Diagnostic & Told

/** How long nothing new must come of a warning until its repetitions are counted, in milliseconds. */
const QUIET = 200

/** The warnings as texts: equal ones once, with how many imports they are of and where. */
export function wordWarnings(warnings: readonly PlacedWarning[], root: string): string[] {
  return groupEqual(warnings, warning => warning).map(
    ([first, ...others]) => wordPlaced(first, root) + wordOthers(others, root),
  )
}

function wordPlaced(warning: PlacedWarning, root: string): string {
  return prependPlace(wordWarning(warning, warning.request), warning.location, root)
}

/** Warnings of what never says that it is at its end, as a dev server: each at once, and of what equals it a count later. */
export class RunningWarnings {
  readonly #root: string
  readonly #warn: (message: string) => void
  readonly #others = new Map<string, PlacedWarning[]>()
  #timer: NodeJS.Timeout | undefined

  constructor(root: string, warn: (message: string) => void) {
    this.#root = root
    this.#warn = warn
  }

  add(warning: PlacedWarning): void {
    const equal = `${warning.code} ${warning.message}`
    const others = this.#others.get(equal)
    if (others === undefined) {
      this.#others.set(equal, [])
      this.#warn(wordPlaced(warning, this.#root))
    } else others.push(warning)
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => this.#count(), QUIET)
  }

  /** What comes from now on is told anew. */
  #count(): void {
    for (const others of this.#others.values()) {
      const [first] = others
      if (first !== undefined) this.#warn(`${first.message} [${first.code}]${wordOthers(others, this.#root)}`)
    }
    this.#others.clear()
  }
}
