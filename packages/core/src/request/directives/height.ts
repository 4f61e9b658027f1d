import { type Directive, parseInteger } from '../directive.js'
import { MAX_SIDE } from './width.js'

export const height: Directive<'h', number> = {
  name: 'h',
  aliases: ['height'],
  shorthands: [],
  multiplies: true,
  doc: 'Height of the output in pixels; never larger than the source.',
  rule: `an integer from 1 to ${MAX_SIDE} (pixels)`,
  spellings: [],
  parse: text => parseInteger(text, 1, MAX_SIDE),
  print: String,
}
