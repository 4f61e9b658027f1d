import type { OperationKind } from '../operations/operation-kind.js'
import { OPERATIONS } from '../operations/operations.js'
import type { Draft } from './draft.js'
import type { EffectContext } from './effect-context.js'
import type { Shape } from './shape.js'
import type { SourceFacts } from './source-facts.js'

/** What directives are asked about their effect with. */
export function effectContextOf(draft: Draft, shape: Shape, source: SourceFacts): EffectContext {
  const colourless = OPERATIONS.find((kind: OperationKind) => kind.leavesNoColour?.(draft))
  return { draft, shape, source, colourless: colourless?.kind }
}
