import { LazyImageError } from '../errors.js'
import type { DirectiveSet } from '../options/directive-set.js'
import { entriesOf } from './entries-of.js'
import type { QueryEntry } from './query.js'

/** Reads what options give as directives. @throws {LazyImageError} `OPTION_INVALID` */
export function readEntries(set: DirectiveSet, path: string): QueryEntry[] {
  try {
    return entriesOf(set)
  } catch (error) {
    throw new LazyImageError('OPTION_INVALID', `Option ${path}: ${error instanceof Error ? error.message : error}`)
  }
}
