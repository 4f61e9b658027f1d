import { keyword } from '../grammars/keyword.js'
import type { Shape } from '../shape.js'
import { attributeDirective } from './attribute.js'

/** @param shapes all that there are. */
export const fetchpriorityDirective = (shapes: readonly Shape[]) =>
  attributeDirective(
    {
      name: 'fetchpriority',
      doc: 'How soon the browser asks for the picture beside others.',
      examples: [['high', 'for the picture that the page is waited for: it is loaded at once, too']],
      grammar: keyword(['high', 'low', 'auto']),
    },
    shapes,
  )
