import type { Grammar } from './grammar.js'

/** Any text. @param mayBeEmpty whether nothing, or nothing but spaces, is one too. */
export function text(rule: string, mayBeEmpty: boolean): Grammar<string> {
  return {
    rule,
    spellings: [],
    type: 'string',
    schema: mayBeEmpty ? { type: 'string' } : { type: 'string', pattern: '\\S' },
    parse: text => (mayBeEmpty || text.trim() !== '' ? text : undefined),
    print: String,
  }
}
