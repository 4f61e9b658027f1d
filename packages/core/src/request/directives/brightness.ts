import { directive } from '../directive.js'
import { decimal } from '../grammars/number.js'

export const brightness = directive({
  name: 'brightness',
  group: 'pixels',
  doc: 'Multiplies the lightness.',
  examples: [['1.2', 'a fifth lighter']],
  grammar: decimal(0, 100),
  lenient: () => null,
  apply: (value, draft) => {
    draft.brightness = value
  },
})
