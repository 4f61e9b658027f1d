import { directive } from '../directive.js'
import { amount } from '../grammars/amount.js'
import { integer } from '../grammars/number.js'

export const median = directive({
  name: 'median',
  group: 'pixels',
  doc: 'Each pixel becomes the median of a square window around it, which takes noise away.',
  examples: [['', 'a window of 3 by 3 pixels']],
  grammar: amount(integer(1, 51, 'pixels'), 3),
  lenient: () => null,
  apply: (value, draft) => {
    if (value !== false) draft.median = value
  },
})
