import { directive } from '../directive.js'
import { integer } from '../grammars/number.js'

/** Largest side that can be asked for, in pixels: the most that any of the formats holds. */
export const MAX_SIDE = 65_535

export const sideInPixels = integer(1, MAX_SIDE, 'pixels')

/** vite-imagetools reads the digits at the start and ignores what is not above zero. */
export function lenientSide(text: string): number | null {
  const value = Number.parseInt(text, 10)
  return value > 0 && value <= MAX_SIDE ? value : null
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
