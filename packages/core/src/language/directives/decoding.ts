import { keyword } from '../grammars/keyword.js'
import type { Shape } from '../shape.js'
import { attributeDirective } from './attribute.js'

/** @param shapes all that there are. */
export const decodingDirective = (shapes: readonly Shape[]) =>
  attributeDirective(
    {
      name: 'decoding',
      doc: 'Whether the page waits for the picture to be decoded; `async` where nothing is said.',
      examples: [['sync', 'shown together with what stands around it']],
      grammar: keyword(['async', 'sync', 'auto']),
    },
    shapes,
  )
