import { directive } from '../directive.js'
import { flag } from '../grammars/flag.js'

export const invert = directive({
  name: 'invert',
  group: 'pixels',
  aliases: ['negate'],
  doc: 'Every colour’s opposite; transparency stays.',
  grammar: flag,
  lenient: () => null,
  apply: (value, draft) => {
    draft.invert = value
  },
})
