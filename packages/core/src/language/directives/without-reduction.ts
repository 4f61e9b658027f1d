import { directive } from '../directive.js'
import { isResized } from '../effect-context.js'
import { flag } from '../grammars/flag.js'

export const withoutReduction = directive({
  name: 'withoutReduction',
  group: 'size',
  doc: 'Never smaller than the source.',
  grammar: flag,
  apply: (value, draft) => {
    draft.reduce = !value
  },
  ineffective: context => (isResized(context) ? undefined : 'without w, h or aspect'),
})
