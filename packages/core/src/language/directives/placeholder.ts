import { resultDirective } from '../directive.js'
import { keyword } from '../grammars/keyword.js'
import { takesPlaceholder } from './as.js'

export const PLACEHOLDER_KINDS = ['lqip', 'blurhash', 'thumbhash', 'color', 'palette'] as const

export type PlaceholderKind = (typeof PLACEHOLDER_KINDS)[number]

export const placeholder = resultDirective({
  name: 'placeholder',
  group: 'result',
  doc: 'Something to show until the picture is there, as key `placeholder`: a tiny picture, a hash of one, its main colour or colours.',
  examples: [
    ['lqip', 'a data URI of 400 characters at most'],
    ['thumbhash', 'base64, for the thumbhash package'],
    ['color', '`#rrggbb`'],
  ],
  grammar: keyword(PLACEHOLDER_KINDS),
  apply: (value, draft) => {
    draft.placeholder = value
  },
  ineffective: ({ shape }) =>
    takesPlaceholder(shape)
      ? undefined
      : `with as=${shape.name}, which has no place for it; img, picture and metadata do`,
})
