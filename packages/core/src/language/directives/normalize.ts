import { directive } from '../directive.js'
import { flag } from '../grammars/flag.js'

export const normalize = directive({
  name: 'normalize',
  group: 'pixels',
  aliases: ['normalise'],
  doc: 'Stretches the brightness to the whole range.',
  grammar: flag,
  lenient: () => null,
  apply: (value, draft) => {
    draft.normalize = value
  },
})
