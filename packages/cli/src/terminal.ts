/** Where a command runs and speaks. */
export interface Terminal {
  /** Absolute working directory. */
  folder: string
  /** Results, to stdout. */
  say(line: string): void
  /** What is wrong, to stderr. */
  complain(line: string): void
}
