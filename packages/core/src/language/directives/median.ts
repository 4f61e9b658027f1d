import { directive } from '../directive.js'
import { amount } from '../grammars/amount.js'
import { leadingInteger, within } from '../grammars/leading-number.js'
import { integer } from '../grammars/number.js'

export const median = directive({
  name: 'median',
  group: 'pixels',
  doc: 'Each pixel becomes the median of a square window around it, which takes noise away.',
  examples: [['', 'a window of 3 by 3 pixels']],
  grammar: amount(integer(1, 51, 'pixels'), 3),
  lenient: text => within(leadingInteger(text), 1, 51),
  apply: (value, draft) => {
    if (value !== false) draft.median = value
  },
})
