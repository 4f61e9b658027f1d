import { listFormats } from '../../formats/traits.js'
import { directive } from '../directive.js'
import { targetTraits } from '../effect-context.js'
import { flag } from '../grammars/flag.js'

export const animated = directive({
  name: 'animated',
  group: 'source',
  doc: 'Whether all frames are kept; they are, by default, where the format can.',
  examples: [['false', 'the first frame alone']],
  grammar: flag,
  apply: (value, draft) => {
    draft.animated = value
  },
  ineffective: context =>
    context.draft.animated === true && targetTraits(context)?.animated === false
      ? `on ${context.formatName}, which is written as a still picture; ${listFormats(({ animated: keeps }) => keeps, 'and')} keep frames`
      : undefined,
})
