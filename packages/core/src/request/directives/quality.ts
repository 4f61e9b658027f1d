import { type Directive, parseInteger } from '../directive.js'

export const quality: Directive<'quality', number> = {
  name: 'quality',
  aliases: [],
  shorthands: [],
  multiplies: true,
  doc: 'Quality of a lossy format; by default 80 for jpeg and webp, 50 for avif.',
  rule: 'an integer from 1 to 100',
  spellings: [],
  parse: text => parseInteger(text, 1, 100),
  print: String,
}
