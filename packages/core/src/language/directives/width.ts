import { directive } from '../directive.js'
import { leadingInteger, within } from '../grammars/leading-number.js'
import { integer } from '../grammars/number.js'

/** Largest side that can be asked for, in pixels: the most that any of the formats holds. */
export const MAX_SIDE = 65_535

export const sideInPixels = integer(1, MAX_SIDE, 'pixels')

/** A side that is larger than any format holds is cut down to the source's there, and so it is here. */
export function lenientSide(text: string): number | null | undefined {
  const side = within(leadingInteger(text), 1, Number.POSITIVE_INFINITY)
  return typeof side === 'number' ? Math.min(side, MAX_SIDE) : side
}

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
  lenient: lenientSide,
  apply: (value, draft) => {
    draft.width = value
  },
})
