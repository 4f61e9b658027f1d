import { FORMAT_SPELLINGS } from '../../formats/formats.js'
import { directive } from '../directive.js'
import { keyword } from '../grammars/keyword.js'

const CHOICES = [...FORMAT_SPELLINGS, 'auto'] as const

/** Names that sharp has for formats of ours. */
const ELSEWHERE: Readonly<Record<string, (typeof CHOICES)[number]>> = { jpe: 'jpeg', heif: 'avif' }

export const format = directive({
  name: 'format',
  group: 'encode',
  shorthands: FORMAT_SPELLINGS,
  doc: 'Format of the output; the source’s own when absent. `auto` takes the smallest of several at equal quality.',
  examples: [
    ['avif;webp;jpg', 'three outputs, for `as=picture`'],
    ['auto', 'whichever comes out smallest'],
  ],
  grammar: keyword(CHOICES),
  // Nothing behind the equals sign means the source's own format; the name of a container means what is in it.
  lenient: text => (text === '' ? null : keyword(CHOICES).parse(ELSEWHERE[text] ?? text.toLowerCase())),
  apply: (value, draft) => {
    draft.format = value
  },
})
