import { directive } from '../directive.js'
import { isResized } from '../effect-context.js'
import { flag } from '../grammars/flag.js'

export const allowUpscale = directive({
  name: 'allowUpscale',
  group: 'size',
  doc: 'Whether the output may be larger than the source.',
  examples: [['', 'a 64 pixel icon may become 128 pixels wide']],
  grammar: flag,
  apply: (value, draft) => {
    draft.enlarge = value
  },
  ineffective: context => {
    if (!isResized(context)) return 'without w, h or aspect'
    return context.draft.cap === true ? 'beside withoutEnlargement, which forbids it' : undefined
  },
})
