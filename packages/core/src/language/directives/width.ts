import { directive } from '../directive.js'
import { integer } from '../grammars/number.js'

/** Largest side that can be asked for, in pixels: the most that any of the formats holds. */
export const MAX_SIDE = 65_535

export const sideInPixels = integer(1, MAX_SIDE, 'pixels')

export const width = directive({
  name: 'w',
  group: 'size',
  aliases: ['width'],
  doc: 'Width of the output; never larger than the source unless `allowUpscale` is given.',
  examples: [
    ['400', 'one output, 400 pixels wide'],
    ['400;800', 'two outputs'],
  ],
  grammar: sideInPixels,
  apply: (value, draft) => {
    draft.width = value
  },
})
