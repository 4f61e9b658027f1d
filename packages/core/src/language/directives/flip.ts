import { directive } from '../directive.js'
import { flag } from '../grammars/flag.js'

export const flip = directive({
  name: 'flip',
  group: 'pixels',
  doc: 'Mirrors top and bottom.',
  grammar: flag,
  lenient: () => null,
  apply: (value, draft) => {
    draft.flip = value
  },
})
