import { terminalLine } from './terminal-line.js'

/** The line that tells how far something is. */
export interface LiveLine {
  /** Of the terminal in which it is written anew in place; null where each text becomes a line of its own. */
  readonly columns: number | null
  /** @param text of one line, in no more columns than there are. */
  show(text: string): void
  /** Takes it away, where that can be done. */
  clear(): void
}

/** Where messages go: the bundler's own logger in a plugin, the console otherwise. Who speaks is for it to say. */
export interface Logger {
  info(message: string): void
  warn(message: string): void
  /** Where progress is shown; without one it is told by `info` now and then. */
  readonly live?: LiveLine | undefined
}

/** To stderr: stdout may be the output of the program that builds. */
export const consoleLogger: Logger = {
  info: message => console.error(`lazy-image: ${message}`),
  warn: message => console.warn(`lazy-image: ${message}`),
  get live() {
    return terminalLine()
  },
}

export const silentLogger: Logger = {
  info: () => {},
  warn: () => {},
}
