import { LazyImageError } from '@lazy-image/core/host'
import { RequestRefused } from './request-refused.js'

interface TurnsOptions {
  /** Pieces of work at once. */
  atOnce: number
  /** Requests that may wait. */
  waiting: number
}

/** Work in the order in which it came, no more at once than there is room for; what nobody waits for any more leaves the queue. */
export class Turns {
  readonly #mostWaiting: number
  /** A set keeps the order of insertion. */
  readonly #queue = new Set<() => void>()
  #free: number

  constructor({ atOnce, waiting }: TurnsOptions) {
    this.#free = atOnce
    this.#mostWaiting = waiting
  }

  /**
   * @param signal that nobody waits for it any more.
   * @throws {RequestRefused} where too many wait already; `ABORTED`; what the work throws.
   */
  async take<T>(work: () => Promise<T>, signal: AbortSignal): Promise<T> {
    if (this.#free > 0) this.#free--
    else await this.#wait(signal)
    try {
      return await work()
    } finally {
      this.#next()
    }
  }

  #wait(signal: AbortSignal): Promise<void> {
    if (this.#queue.size >= this.#mostWaiting) {
      throw new RequestRefused(503, `${this.#queue.size} images wait to be made already; ask again later`)
    }
    return new Promise((resolve, reject) => {
      const begin = () => {
        signal.removeEventListener('abort', leave)
        resolve()
      }
      const leave = () => {
        this.#queue.delete(begin)
        reject(new LazyImageError('ABORTED', 'The image was not wanted any more before its turn came'))
      }
      this.#queue.add(begin)
      signal.addEventListener('abort', leave, { once: true })
    })
  }

  #next(): void {
    const [first] = this.#queue
    if (first === undefined) {
      this.#free++
      return
    }
    this.#queue.delete(first)
    first()
  }
}
