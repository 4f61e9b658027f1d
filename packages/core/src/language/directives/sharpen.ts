import { directive } from '../directive.js'
import { amount } from '../grammars/amount.js'
import { decimal } from '../grammars/number.js'

export const sharpen = directive({
  name: 'sharpen',
  group: 'pixels',
  doc: 'Sharpens edges; the number is the sigma in pixels of what is compared with the picture.',
  examples: [['', 'a mild sharpening']],
  grammar: amount(decimal(0.3, 10, 'pixels'), 0.8),
  lenient: () => null,
  apply: (value, draft) => {
    if (value !== false) draft.sharpen = value
  },
})
