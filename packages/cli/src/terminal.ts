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
}

export interface Screen {
  /** Characters across. */
  columns: number
  /** Whether every colour can be shown, by three numbers of 0–255. */
  hasTrueColour: boolean
}
