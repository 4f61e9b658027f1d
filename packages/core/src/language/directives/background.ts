import { directive } from '../directive.js'
import { hasBox, targetTraits } from '../effect-context.js'
import { colour } from '../grammars/colour.js'

export const background = directive({
  name: 'background',
  group: 'pixels',
  doc: 'The colour below transparent pixels (`flatten`, jpeg), around a padded picture (`contain`) and behind a turned one (`rotate`).',
  examples: [
    ['#ffaa22', 'hexadecimal; `ffaa22` is the same'],
    ['hsl(120,50%25,50%25)', 'any CSS colour, `%` encoded'],
  ],
  grammar: colour,
  lenient: text => (text === '' ? null : undefined),
  apply: (value, draft) => {
    draft.background = value
  },
  ineffective: context => {
    const { flatten, fit, rotate = 0 } = context.draft
    const isPadded = fit === 'contain' && hasBox(context)
    const isTurned = rotate % 90 !== 0
    const mayBeOpaque = flatten === true || targetTraits(context)?.alpha !== true
    return isPadded || isTurned || mayBeOpaque
      ? undefined
      : 'without flatten, fit=contain, a rotation or a format without transparency'
  },
})
