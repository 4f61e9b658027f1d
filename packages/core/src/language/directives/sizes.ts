import { type ResultDirective, resultDirective } from '../directive.js'
import { isLoadedLate } from '../element-attributes.js'
import type { Grammar } from '../grammars/grammar.js'
import { listShapes, type Shape } from '../shape.js'

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

/**
 * The directive of the `sizes` attribute.
 *
 * @param shapes all that there are.
 */
export function sizesDirective(shapes: readonly Shape[]): ResultDirective<'sizes', string> {
  return resultDirective({
    name: 'sizes',
    group: 'result',
    doc: 'The `sizes` attribute that belongs to the srcset, as key `sizes` and in `as=html`.',
    examples: [
      ['100vw', 'as wide as the window'],
      [
        'auto, 100vw',
        'as wide as it is shown, where the browser knows `auto` and the picture is loaded late; else as wide as the window',
      ],
    ],
    grammar: attribute,
    apply: (value, draft) => {
      draft.sizes = value
    },
    ineffective({ shape, result }) {
      if (!shape.takes.sizes) {
        return `with as=${shape.name}; ${listShapes(shapes, ({ takes }) => takes.sizes)} have a place for it`
      }
      const isAtOnce = shape.takes.attributes && !shape.takes.others && !isLoadedLate(result.attributes)
      return isAtOnce && /^auto$/i.test(result.sizes ?? '')
        ? 'as auto where the picture is loaded at once, before the browser knows how wide it is; say loading=lazy, or a length'
        : undefined
    },
  })
}
