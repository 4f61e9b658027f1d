import type { OutputDirective } from './directive.js'
import type { Draft } from './draft.js'
import { OUTPUT_DIRECTIVES, type Selection } from './registry.js'

/** What the directives of a selection ask of their output. */
export function draftOf(selection: Selection): Draft {
  const chosen: Readonly<Record<string, unknown>> = selection
  const draft: Draft = {}
  for (const directive of OUTPUT_DIRECTIVES as readonly OutputDirective[]) {
    const value = chosen[directive.name]
    if (value !== undefined) directive.apply(value, draft)
  }
  return draft
}
