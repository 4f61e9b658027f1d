import { text } from '../grammars/text.js'
import type { Shape } from '../shape.js'
import { attributeDirective } from './attribute.js'

/** @param shapes all that there are. */
export const altDirective = (shapes: readonly Shape[]) =>
  attributeDirective(
    {
      name: 'alt',
      doc: 'What the picture says to whoever does not see it: the `alt` of the element. Empty, as it is without the directive, for what only decorates.',
      examples: [['A%20bridge', 'a text, percent-encoded as in any URL']],
      grammar: text('a text', true),
    },
    shapes,
  )
