import { directive } from '../directive.js'
import { sideInPixels } from './width.js'

export const height = directive({
  name: 'h',
  group: 'size',
  aliases: ['height'],
  doc: 'Height of the output; never larger than the source unless `allowUpscale` is given.',
  examples: [['300', 'one output, 300 pixels high']],
  grammar: sideInPixels,
  apply: (value, draft) => {
    draft.height = value
  },
})
