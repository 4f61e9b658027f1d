import { directive } from '../directive.js'
import { leadingInteger } from '../grammars/leading-number.js'
import { decimal } from '../grammars/number.js'

export const hue = directive({
  name: 'hue',
  group: 'pixels',
  doc: 'Turns every hue by an angle.',
  examples: [['90', 'greens become blues']],
  grammar: decimal(-3600, 3600, 'degrees'),
  lenient: leadingInteger,
  apply: (value, draft) => {
    draft.hue = value
  },
  ineffective: ({ draft }) => (draft.grayscale === true ? 'beside grayscale, which leaves no hue' : undefined),
})
