import type { Directive } from '../directive.js'

export const FORMAT_NAMES = ['avif', 'webp', 'jpg', 'jpeg', 'png'] as const

/** A format as the user spells it; `jpg` and `jpeg` differ in the file extension alone. */
export type FormatName = (typeof FORMAT_NAMES)[number]

export const format: Directive<'format', FormatName> = {
  name: 'format',
  aliases: [],
  shorthands: FORMAT_NAMES,
  multiplies: true,
  doc: 'Format of the output; the source’s own when absent.',
  rule: `one of ${FORMAT_NAMES.join(', ')}`,
  spellings: FORMAT_NAMES,
  parse: text => FORMAT_NAMES.find(name => name === text),
  print: String,
}
