import type { LiveLine } from '@lazy-image/core'

/** Where a command runs and speaks. */
export interface Terminal {
  /** Absolute working directory. */
  folder: string
  /** Results, to stdout. */
  say(line: string): void
  /** What is wrong, to stderr. */
  complain(line: string): void
  /** What people see results on; absent where they go to a file or another program. */
  screen?: Screen
  /** Where progress is shown; without one it is told as lines to stderr, now and then. */
  readonly live?: LiveLine | undefined
}

export interface Screen {
  /** Characters across. */
  columns: number
  /** Whether every colour can be shown, by three numbers of 0–255. */
  hasTrueColour: boolean
}
