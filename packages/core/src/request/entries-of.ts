import type { DirectiveSet } from '../options/directive-set.js'
import type { QueryEntry } from './query.js'

/**
 * The entries of a set of directives, in its order.
 *
 * @throws {TypeError} naming the key whose value is no text, number or boolean.
 */
export function entriesOf(set: DirectiveSet): QueryEntry[] {
  const pairs: Iterable<[string, unknown]> = set instanceof URLSearchParams ? set : Object.entries(set)
  return [...pairs].map(([key, value]) => {
    const items: readonly unknown[] = Array.isArray(value) ? value : [value]
    for (const item of items) {
      if (!['string', 'number', 'boolean'].includes(typeof item)) {
        throw new TypeError(
          `${key} must be a text, a number, a boolean or a list of these, but is of type ${typeof item}`,
        )
      }
    }
    return { key, text: items.join(';'), span: null }
  })
}
