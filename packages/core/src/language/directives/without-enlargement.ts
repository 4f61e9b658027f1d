import { directive } from '../directive.js'
import { isResized } from '../effect-context.js'
import { flag } from '../grammars/flag.js'

export const withoutEnlargement = directive({
  name: 'withoutEnlargement',
  group: 'size',
  doc: 'Never larger than the source: the default, for where `defaults` or a preset allow it.',
  grammar: flag,
  apply: (value, draft) => {
    draft.cap = value
  },
  ineffective: context => (isResized(context) ? undefined : 'without w, h or aspect'),
})
