import type { Strictness } from '../options/strictness.js'
import { cropEdges } from './crop-edges.js'
import type { Diagnostic } from './diagnostic.js'
import type { Directive } from './directive.js'
import { crop } from './directives/crop.js'
import type { ImageRequest } from './image-request.js'
import type { Selection } from './registry.js'
import { type SourceFacts, sizeOfSource } from './source-facts.js'

/**
 * A crop that reaches outside of the picture, whoever asks for it; the first of several. What a trimmed picture holds
 * shows only when it is made.
 */
export function findCropsOutside(
  { selections, directed, written }: ImageRequest,
  source: SourceFacts,
  strict: Strictness,
): Diagnostic[] {
  const all = [...selections, ...directed.flatMap(other => other.selections)]
  const problem = all.map(selection => outside(selection, source)).find(reason => reason !== undefined)
  if (problem === undefined) return []
  return [
    {
      code: 'DIRECTIVE_INVALID',
      severity: strict === 'error' ? 'error' : 'warning',
      message: `Directive crop must lie inside the picture, ${problem}${strict === 'error' ? '' : '; it is cut at the edge'}`,
      span: written.get(crop as Directive) ?? null,
    },
  ]
}

function outside({ crop: asked, trim, noAutoOrient }: Selection, source: SourceFacts): string | undefined {
  if (asked === undefined || typeof trim === 'number') return undefined
  const { width, height } = sizeOfSource(source, noAutoOrient !== true)
  const [right, bottom] = cropEdges(asked, { width, height })
  return right <= width && bottom <= height
    ? undefined
    : `which is ${width}×${height}, but reaches to ${Math.round(right)},${Math.round(bottom)}`
}
