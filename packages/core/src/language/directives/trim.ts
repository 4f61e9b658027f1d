import { directive } from '../directive.js'
import { amount } from '../grammars/amount.js'
import { integer } from '../grammars/number.js'

/** Least and greatest difference. */
export const TRIM_THRESHOLD = [0, 255] as const
export const USUAL_TRIM_THRESHOLD = 10

export const trim = directive({
  name: 'trim',
  group: 'region',
  doc: 'Cuts off borders that look like the top left pixel; the number is the difference that still counts as alike.',
  examples: [
    ['', 'a difference of 10'],
    ['30', 'also uneven borders, such as those of scans'],
  ],
  grammar: amount(integer(...TRIM_THRESHOLD), USUAL_TRIM_THRESHOLD),
  apply: (value, draft) => {
    if (value !== false) draft.trim = value
  },
})
