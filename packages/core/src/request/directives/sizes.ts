import { resultDirective } from '../directive.js'
import type { Grammar } from '../grammars/grammar.js'

const attribute: Grammar<string> = {
  rule: 'the text of a sizes attribute, such as (max-width: 600px) 100vw, 50vw',
  spellings: [],
  type: 'string',
  schema: { type: 'string', minLength: 1 },
  parse: text => (/\d/.test(text) || /^auto\b/.test(text) ? text : undefined),
  print: String,
}

export const sizes = resultDirective({
  name: 'sizes',
  group: 'result',
  doc: 'The `sizes` attribute that belongs to the srcset, as key `sizes` and in `as=html`.',
  examples: [['100vw', 'as wide as the window']],
  grammar: attribute,
  apply: (value, draft) => {
    draft.sizes = value
  },
  ineffective: ({ shape }) =>
    ['url', 'srcset', 'metadata', 'next'].includes(shape.name)
      ? `with as=${shape.name}; img, picture, html and responsive have a place for it`
      : undefined,
})
