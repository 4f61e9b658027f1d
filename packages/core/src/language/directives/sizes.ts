import { resultDirective } from '../directive.js'
import type { Grammar } from '../grammars/grammar.js'

const attribute: Grammar<string> = {
  rule: 'the text of a sizes attribute, such as (max-width: 600px) 100vw, 50vw: lengths with a unit, and no per cent',
  spellings: [],
  type: 'string',
  schema: { type: 'string', minLength: 1 },
  parse: text => (isSizes(text) ? text : undefined),
  print: String,
}

/** A length at the end of what follows a media condition or stands alone; parentheses are written `_`. */
const SIZE = /^(?:\S.*\s)?(?:0|(?:\d+(?:\.\d*)?|\.\d+)[a-z]+|(?:calc|min|max|clamp)_)$/i

function isSizes(text: string): boolean {
  let flat = text
  while (/\([^()]*\)/.test(flat)) flat = flat.replaceAll(/\([^()]*\)/g, '_')
  return flat.split(',').every((part, index) => SIZE.test(part.trim()) || (index === 0 && /^auto$/i.test(part.trim())))
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
