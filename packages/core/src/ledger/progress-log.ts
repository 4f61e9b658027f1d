import type { Logger } from '../logger.js'

const INTERVAL_MS = 5000

/** Tells now and then how far a long batch is; a short one passes in silence. */
export class ProgressLog {
  readonly #logger: Logger
  readonly #outputs: number
  readonly #images: number
  readonly #timer: NodeJS.Timeout
  #done = 0

  constructor(logger: Logger, outputs: number, images: number) {
    this.#logger = logger
    this.#outputs = outputs
    this.#images = images
    this.#timer = setInterval(() => this.#tell(), INTERVAL_MS)
    this.#timer.unref()
  }

  step(): void {
    this.#done++
  }

  stop(): void {
    clearInterval(this.#timer)
  }

  #tell(): void {
    this.#logger.info(
      `${this.#done} of ${this.#outputs} outputs made (${this.#images} ${this.#images === 1 ? 'image' : 'images'})`,
    )
  }
}
