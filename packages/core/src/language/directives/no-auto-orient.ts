import { directive } from '../directive.js'
import { flag } from '../grammars/flag.js'

export const noAutoOrient = directive({
  name: 'noAutoOrient',
  group: 'source',
  doc: 'Takes the picture as it is stored, whatever its EXIF orientation says.',
  grammar: flag,
  apply: (value, draft) => {
    draft.orient = !value
  },
})
