import { directive } from '../directive.js'
import { amount } from '../grammars/amount.js'
import { integer } from '../grammars/number.js'

export const trim = directive({
  name: 'trim',
  group: 'region',
  doc: 'Cuts off borders that look like the top left pixel; the number is the difference that still counts as alike.',
  examples: [
    ['', 'a difference of 10'],
    ['30', 'also uneven borders, such as those of scans'],
  ],
  grammar: amount(integer(0, 255), 10),
  apply: (value, draft) => {
    if (value !== false) draft.trim = value
  },
})
