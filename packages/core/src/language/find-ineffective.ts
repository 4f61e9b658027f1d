import type { Strictness } from '../options/strictness.js'
import type { Diagnostic } from './diagnostic.js'
import type { Draft } from './draft.js'
import { draftOf } from './draft-of.js'
import { effectContextOf } from './effect-context-of.js'
import { type ImageRequest, selectionsOf } from './image-request.js'
import type { SourceFacts } from './source-facts.js'

/**
 * Directives of the query that change none of its outputs. One that only this image's own format makes idle is a
 * warning however strict: a glob over pictures of several formats asks all of them alike.
 */
export function findIneffective(request: ImageRequest, source: SourceFacts, strict: Strictness): Diagnostic[] {
  const { result, written } = request
  const found: Diagnostic[] = []
  const contextOf = (draft: Draft) => ({ ...effectContextOf(draft, source.format), shape: result.shape, result })
  const selections = selectionsOf(request, source)
  const contexts = selections.map(selection => contextOf(draftOf(selection)))
  for (const [directive, span] of written) {
    const reasons = contexts.map(context => directive.ineffective?.(context))
    const [reason] = reasons
    if (reason === undefined || reasons.includes(undefined)) continue
    // What is switched off is not meant to have an effect.
    if (selections.every(selection => (selection as Record<string, unknown>)[directive.name] === false)) continue
    const isOwnFormat = contexts.every(
      ({ draft }) =>
        draft.format === undefined && directive.ineffective?.(contextOf({ ...draft, format: 'auto' })) === undefined,
    )
    found.push({
      code: 'DIRECTIVE_INEFFECTIVE',
      severity: strict === 'error' && !isOwnFormat ? 'error' : 'warning',
      message: `Directive ${directive.name} has no effect ${reason}`,
      span,
    })
  }
  return found
}
