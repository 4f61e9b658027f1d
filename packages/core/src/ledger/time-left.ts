/** Work of a kind whose cost grows with its size. */
export interface Job {
  /** What is as costly for each pixel, such as a format. */
  kind: string
  pixels: number
}

interface Tally {
  openPixels: number
  donePixels: number
  /** That the done ones took on a thread. */
  doneMs: number
}

/** So much must be done before the rest is guessed from it. */
const LEAST_MS = 2000
const LEAST_JOBS = 3

/**
 * Guesses how long the rest of some work takes, from what of it is done: each kind by its own cost, and all by how many were at
 * work at once. Says nothing while something that is left has never been done.
 */
export class TimeLeft {
  readonly #tallies = new Map<string, Tally>()
  #jobs = 0
  /** When something was last done, and how long the rest takes from then on. */
  #guess: { at: number; leftMs: number } | null = null

  constructor(jobs: Iterable<Job>) {
    for (const { kind, pixels } of jobs) this.#tallyOf(kind).openPixels += pixels
  }

  /**
   * @param ms that it took on a thread; null where that is not known, as of what failed.
   * @param elapsedMs since the work began.
   */
  done({ kind, pixels }: Job, ms: number | null, elapsedMs: number): void {
    const tally = this.#tallyOf(kind)
    tally.openPixels -= pixels
    if (ms !== null) {
      this.#jobs++
      tally.donePixels += pixels
      tally.doneMs += ms
    }
    const leftMs = this.#guessFrom(elapsedMs)
    this.#guess = leftMs === null ? null : { at: elapsedMs, leftMs }
  }

  /** Milliseconds; null where nothing honest can be said. @param elapsedMs since the work began. */
  after(elapsedMs: number): number | null {
    // What is half done shows only when it is done: until then, time passes.
    return this.#guess === null ? null : Math.max(0, this.#guess.leftMs - (elapsedMs - this.#guess.at))
  }

  #guessFrom(elapsedMs: number): number | null {
    if (elapsedMs < LEAST_MS || this.#jobs < LEAST_JOBS) return null
    let doneMs = 0
    let openMs = 0
    for (const tally of this.#tallies.values()) {
      doneMs += tally.doneMs
      if (tally.openPixels <= 0) continue
      if (tally.donePixels === 0) return null
      openMs += (tally.openPixels * tally.doneMs) / tally.donePixels
    }
    return doneMs === 0 ? null : (openMs * elapsedMs) / doneMs
  }

  #tallyOf(kind: string): Tally {
    const tally = this.#tallies.get(kind) ?? { openPixels: 0, donePixels: 0, doneMs: 0 }
    this.#tallies.set(kind, tally)
    return tally
  }
}

/** As people say it, no finer than it is known. */
export function sayTimeLeft(ms: number): string {
  const seconds = ms / 1000
  if (seconds <= 5) return 'a few seconds left'
  if (seconds <= 55) return `about ${Math.ceil(seconds / 5) * 5} s left`
  const minutes = Math.ceil(seconds / 60)
  if (minutes < 60) return `about ${minutes} min left`
  return `about ${Math.floor(minutes / 60)} h ${minutes % 60} min left`
}
