import { directive } from '../directive.js'
import { flag } from '../grammars/flag.js'

export const grayscale = directive({
  name: 'grayscale',
  group: 'pixels',
  aliases: ['greyscale'],
  doc: 'Takes the colours away.',
  grammar: flag,
  lenient: () => null,
  apply: (value, draft) => {
    draft.grayscale = value
  },
})
