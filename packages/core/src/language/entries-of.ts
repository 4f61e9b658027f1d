import type { DirectiveSet } from '../options/directive-set.js'
import { isPlainObject } from '../plain-object.js'
import type { QueryEntry } from './query.js'

/**
 * The entries of a set of directives, in its order. What is undefined is not said.
 *
 * @throws {TypeError} for what is no set, or naming the key whose value is no text, number or boolean.
 */
export function entriesOf(set: DirectiveSet): QueryEntry[] {
  if (set instanceof URLSearchParams) return [...set].map(([key, text]) => ({ key, text, items: null, span: null }))
  if (!isPlainObject(set)) throw new TypeError('directives must be a plain object or a URLSearchParams')
  return Object.entries(set).flatMap(([key, value]: [string, unknown]) =>
    value === undefined ? [] : { key, ...textsOf(key, value), span: null },
  )
}

function textsOf(key: string, value: unknown): Pick<QueryEntry, 'text' | 'items'> {
  const items: readonly unknown[] = Array.isArray(value) ? value : [value]
  if (items.length === 0) throw new TypeError(`${key} must not be an empty list`)
  for (const item of items) {
    if (!['string', 'number', 'boolean'].includes(typeof item)) {
      throw new TypeError(
        `${key} must be a text, a number, a boolean or a list of these, but is ${item === null ? 'null' : `of type ${typeof item}`}`,
      )
    }
  }
  const texts = items.map(String)
  return { text: texts.join(';'), items: Array.isArray(value) ? texts : null }
}
