import { directive } from '../directive.js'
import { flag } from '../grammars/flag.js'

export const flop = directive({
  name: 'flop',
  group: 'pixels',
  doc: 'Mirrors left and right.',
  grammar: flag,
  lenient: () => null,
  apply: (value, draft) => {
    draft.flop = value
  },
})
