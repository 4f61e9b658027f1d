import { LazyImageError } from '../errors.js'
import type { DirectiveSet } from '../options/directive-set.js'
import { entriesOf } from './entries-of.js'
import type { QueryEntry } from './query.js'

/**
 * The entries of directives that an option says, or that a function of the options gave.
 *
 * @param path of the option, for messages.
 * @throws {LazyImageError} `OPTION_INVALID` for what is no value of a directive.
 */
export function readEntries(set: DirectiveSet, path: string): QueryEntry[] {
  try {
    return entriesOf(set)
  } catch (error) {
    throw new LazyImageError('OPTION_INVALID', `Option ${path}: ${error instanceof Error ? error.message : error}`)
  }
}
