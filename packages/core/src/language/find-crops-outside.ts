import type { Strictness } from '../options/strictness.js'
import { describeCropOutside } from './crop-outside.js'
import type { Diagnostic } from './diagnostic.js'
import type { Directive } from './directive.js'
import { crop } from './directives/crop.js'
import { draftOf } from './draft-of.js'
import { type ImageRequest, selectionsOf } from './image-request.js'
import type { SourceFacts } from './source-facts.js'

/**
 * A crop that reaches outside of the picture, whoever asks for it; the first of several. What a trimmed picture holds
 * shows only when it is made.
 */
export function findCropsOutside(request: ImageRequest, source: SourceFacts, strict: Strictness): Diagnostic[] {
  const all = selectionsOf(request, source)
  const problem = all
    .map(selection => describeCropOutside(draftOf(selection), source))
    .find(reason => reason !== undefined)
  if (problem === undefined) return []
  return [
    {
      code: 'DIRECTIVE_INVALID',
      severity: strict === 'error' ? 'error' : 'warning',
      message: `Directive crop must lie inside the picture, ${problem}${strict === 'error' ? '' : '; it is cut at the edge'}`,
      span: request.written.get(crop as Directive) ?? null,
    },
  ]
}
