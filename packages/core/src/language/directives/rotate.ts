import { directive } from '../directive.js'
import { leadingInteger } from '../grammars/leading-number.js'
import { decimal } from '../grammars/number.js'

export const rotate = directive({
  name: 'rotate',
  group: 'pixels',
  doc: 'Turns the resized picture clockwise; the output grows to hold it whole, corners filled with `background`.',
  examples: [
    ['90', 'a quarter turn, without loss'],
    ['-7.5', 'anticlockwise, by any angle'],
  ],
  grammar: decimal(-3600, 3600, 'degrees'),
  lenient: leadingInteger,
  apply: (value, draft) => {
    draft.rotate = value
  },
})
