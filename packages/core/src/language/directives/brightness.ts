import { directive } from '../directive.js'
import { leadingDecimal, within } from '../grammars/leading-number.js'
import { decimal } from '../grammars/number.js'

export const brightness = directive({
  name: 'brightness',
  group: 'pixels',
  doc: 'Multiplies the lightness.',
  examples: [['1.2', 'a fifth lighter']],
  grammar: decimal(0, 100),
  lenient: text => within(leadingDecimal(text), 0, Number.POSITIVE_INFINITY),
  apply: (value, draft) => {
    draft.brightness = value
  },
})
