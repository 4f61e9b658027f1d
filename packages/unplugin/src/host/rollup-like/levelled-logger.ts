import { consoleLogger, type Logger } from '@lazy-image/core/host'

/** The console, as far as the bundler's log level lets through; all of it until that is known. */
export class LevelledLogger implements Logger {
  #level = 'info'

  /** @param level of the bundler's options: silent, warn, info or debug. */
  follow(level: string = 'info'): void {
    this.#level = level
  }

  info(message: string): void {
    if (this.#tellsAll) consoleLogger.info(message)
  }

  warn(message: string): void {
    if (this.#level !== 'silent') consoleLogger.warn(message)
  }

  get live(): Logger['live'] {
    return this.#tellsAll ? consoleLogger.live : undefined
  }

  get #tellsAll(): boolean {
    return this.#level === 'info' || this.#level === 'debug'
  }
}
