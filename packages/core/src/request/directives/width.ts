import { type Directive, parseInteger } from '../directive.js'

/** Largest side that can be asked for, in pixels: the most that any of the formats holds. */
export const MAX_SIDE = 65_535

export const width: Directive<'w', number> = {
  name: 'w',
  aliases: ['width'],
  shorthands: [],
  multiplies: true,
  doc: 'Width of the output in pixels; never larger than the source.',
  rule: `an integer from 1 to ${MAX_SIDE} (pixels)`,
  spellings: [],
  parse: text => parseInteger(text, 1, MAX_SIDE),
  print: String,
}
