import { directive } from '../directive.js'
import { colour } from '../grammars/colour.js'

export const tint = directive({
  name: 'tint',
  group: 'pixels',
  doc: 'Gives the picture one hue; lightness stays.',
  examples: [['#ffaa22', 'an orange picture']],
  grammar: colour,
  lenient: text => (text === '' ? null : undefined),
  apply: (value, draft) => {
    draft.tint = value
  },
  ineffective: ({ draft }) => (draft.grayscale === true ? 'beside grayscale, which takes it away again' : undefined),
})
