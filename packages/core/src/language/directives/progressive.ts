import { listFormats } from '../../formats/traits.js'
import { directive } from '../directive.js'
import { targetTraits } from '../effect-context.js'
import { flag } from '../grammars/flag.js'

export const progressive = directive({
  name: 'progressive',
  group: 'encode',
  doc: 'Rows in passes, so that a whole, coarse picture shows first: progressive jpeg, interlaced png.',
  grammar: flag,
  apply: (value, draft) => {
    draft.progressive = value
  },
  ineffective: context => {
    const format = context.formatName
    return targetTraits(context)?.progressive === false
      ? `on ${format}; ${listFormats(({ progressive: can }) => can, 'and')} can be progressive`
      : undefined
  },
})
