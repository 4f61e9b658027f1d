import { FORMAT_SPELLINGS } from '../../formats/formats.js'
import { directive } from '../directive.js'
import { keyword } from '../grammars/keyword.js'

const CHOICES = [...FORMAT_SPELLINGS, 'auto'] as const

export const format = directive({
  name: 'format',
  group: 'encode',
  shorthands: FORMAT_SPELLINGS,
  doc: 'Format of the output; the source’s own when absent. `auto` takes the smallest of several at equal quality; of what may be a drawing, WebP without loss is one of them.',
  examples: [
    ['avif;webp;jpg', 'three outputs, for `as=picture`'],
    ['auto', 'whichever comes out smallest'],
  ],
  grammar: keyword(CHOICES),
  apply: (value, draft) => {
    draft.format = value
  },
})
