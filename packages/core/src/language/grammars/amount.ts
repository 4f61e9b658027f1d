import { parseFlag } from './flag.js'
import type { Grammar } from './grammar.js'

/** How much of something: off (false), its usual strength (bare), or a number. */
export function amount(number: Grammar<number>, usual: number): Grammar<number | false> {
  return {
    rule: `${number.rule}, true (${usual}) or false; a bare key means true`,
    spellings: ['true', 'false'],
    type: `${number.type} | boolean`,
    schema: { anyOf: [number.schema, { type: 'boolean' }] },
    parse(text) {
      // `1` is a number here, and a flag elsewhere.
      const value = number.parse(text)
      if (value !== undefined) return value
      const on = parseFlag(text)
      if (on === undefined) return undefined
      return on ? usual : false
    },
    print: value => (value === false ? 'false' : number.print(value)),
  }
}
