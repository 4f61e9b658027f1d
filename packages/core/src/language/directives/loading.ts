import { keyword } from '../grammars/keyword.js'
import type { Shape } from '../shape.js'
import { attributeDirective } from './attribute.js'

/** @param shapes all that there are. */
export const loadingDirective = (shapes: readonly Shape[]) =>
  attributeDirective(
    {
      name: 'loading',
      doc: 'When the browser loads the picture: `lazy`, when it comes near the screen, unless `fetchpriority=high` is said.',
      examples: [['eager', 'at once: for what is seen first']],
      grammar: keyword(['lazy', 'eager']),
    },
    shapes,
  )
