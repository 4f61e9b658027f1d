const TICK_MS = 50

/** What one tick counts at most: while this process was busy itself, nobody else was waited for. */
const MOST_OF_TICK_MS = 200

/** Counts the time in which somebody waits for a store, against what the store is worth. */
export class Patience {
  readonly #allowedMs: number
  readonly #onEnd: (reason: string) => void
  #waiting = 0
  #timer: NodeJS.Timeout | undefined
  #lastTick = 0
  #spentMs = 0
  #earnedMs = 0
  #silentMs = 0

  /**
   * @param allowedMs that may be lost in all, beyond what is earned.
   * @param onEnd called when that is spent.
   */
  constructor(allowedMs: number, onEnd: (reason: string) => void) {
    this.#allowedMs = allowedMs
    this.#onEnd = onEnd
  }

  /** Counts while work is under way that somebody waits for; the process stays for it. */
  async during<T>(work: () => Promise<T>): Promise<T> {
    if (this.#waiting++ === 0) {
      this.#lastTick = performance.now()
      this.#timer = setInterval(() => this.#tick(), TICK_MS)
    }
    try {
      return await work()
    } finally {
      this.#tick()
      if (--this.#waiting === 0) clearInterval(this.#timer)
    }
  }

  /** The store has answered as it should. @param savedMs of work that is not to be done any more. */
  earn(savedMs: number): void {
    this.#silentMs = 0
    this.#earnedMs += savedMs
  }

  #tick(): void {
    const now = performance.now()
    const passed = Math.min(now - this.#lastTick, MOST_OF_TICK_MS)
    this.#lastTick = now
    this.#spentMs += passed
    this.#silentMs += passed
    const seconds = (this.#allowedMs / 1000).toFixed(1)
    if (this.#silentMs > this.#allowedMs) this.#onEnd(`it gave nothing that could be used for ${seconds} s`)
    else if (this.#spentMs > this.#allowedMs + this.#earnedMs) {
      this.#onEnd(`it has cost ${seconds} s more than its entries save`)
    }
  }
}
