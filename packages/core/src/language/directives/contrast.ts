import { directive } from '../directive.js'
import { decimal } from '../grammars/number.js'

export const contrast = directive({
  name: 'contrast',
  group: 'pixels',
  doc: 'Multiplies the distance of every value from middle grey.',
  examples: [['1.2', 'a fifth more contrast']],
  grammar: decimal(0, 100),
  lenient: () => null,
  apply: (value, draft) => {
    draft.contrast = value
  },
})
