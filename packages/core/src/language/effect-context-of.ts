import { formatNamed, ownFormat, type SourceFormat } from '../formats/formats.js'
import type { OperationKind } from '../operations/operation-kind.js'
import { OPERATIONS } from '../operations/operations.js'
import type { Draft } from './draft.js'
import type { EffectContext } from './effect-context.js'

/**
 * What directives are asked about their effect with.
 *
 * @param sourceFormat counts where the draft names none.
 */
export function effectContextOf(draft: Draft, sourceFormat: SourceFormat): EffectContext {
  const { format } = draft
  const colourless = OPERATIONS.find((kind: OperationKind) => kind.leavesNoColour?.(draft))
  return {
    draft,
    target: format === undefined ? ownFormat(sourceFormat) : format === 'auto' ? undefined : formatNamed(format),
    formatName: format ?? sourceFormat,
    colourless: colourless?.kind,
  }
}
