import type { Grammar } from './grammar.js'

const ON: readonly string[] = ['', 'true', '1']
const OFF: readonly string[] = ['false', '0']

/** On or off; a bare key is on. */
export const flag: Grammar<boolean> = {
  rule: 'true or false; a bare key means true',
  spellings: ['true', 'false'],
  type: 'boolean',
  schema: { type: 'boolean' },
  parse: parseFlag,
  print: value => (value ? 'true' : 'false'),
}

export function parseFlag(text: string): boolean | undefined {
  if (ON.includes(text)) return true
  return OFF.includes(text) ? false : undefined
}
