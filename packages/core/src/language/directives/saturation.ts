import { directive } from '../directive.js'
import { leadingDecimal, within } from '../grammars/leading-number.js'
import { decimal } from '../grammars/number.js'

export const saturation = directive({
  name: 'saturation',
  group: 'pixels',
  doc: 'Multiplies the strength of colours.',
  examples: [
    ['0', 'none'],
    ['1.5', 'half as much again'],
  ],
  grammar: decimal(0, 100),
  lenient: text => within(leadingDecimal(text), 0, Number.POSITIVE_INFINITY),
  apply: (value, draft) => {
    draft.saturation = value
  },
  ineffective: ({ draft }) => (draft.grayscale === true ? 'beside grayscale, which leaves no colour' : undefined),
})
