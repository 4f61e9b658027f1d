import type { Options } from '@lazy-image/core'

/** What is looked at. */
export interface Surroundings {
  /** Absolute folder of the project. */
  root: string
  /** Those of the project. */
  options: Options
}

/** What a look came to. */
export interface Finding {
  /** For programs. */
  json: object
  /** For people; without what is in `problem`. */
  lines: readonly string[]
  /** What is wrong, and what to do; null where all is well. */
  problem: string | null
}

/** Something that is looked at: a file under checks/ and a line in the list. */
export interface Check {
  readonly name: string
  run(surroundings: Surroundings): Promise<Finding>
}
