import { directive } from '../directive.js'
import { amount } from '../grammars/amount.js'
import { leadingDecimal, within } from '../grammars/leading-number.js'
import { decimal } from '../grammars/number.js'

export const blur = directive({
  name: 'blur',
  group: 'pixels',
  doc: 'Gaussian blur; the number is its sigma in pixels of the output.',
  examples: [
    ['', 'a mild blur'],
    ['5', 'a strong one'],
  ],
  grammar: amount(decimal(0.3, 1000, 'pixels'), 0.8),
  lenient: text => within(leadingDecimal(text), 0.3, 1000),
  apply: (value, draft) => {
    if (value !== false) draft.blur = value
  },
})
