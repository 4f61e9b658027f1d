import { text } from '../grammars/text.js'
import type { Shape } from '../shape.js'
import { attributeDirective } from './attribute.js'

/** @param shapes all that there are. */
export const classDirective = (shapes: readonly Shape[]) =>
  attributeDirective(
    {
      name: 'class',
      doc: 'Classes of the `img`.',
      examples: [['hero%20wide', 'two classes']],
      grammar: text('names of classes with spaces between them', false),
    },
    shapes,
  )
