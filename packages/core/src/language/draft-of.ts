import type { OutputDirective } from './directive.js'
import type { Draft } from './draft.js'
import { OUTPUT_DIRECTIVES, type Selection } from './registry.js'

/** A selection is asked at every stage of planning, and never changes. */
const DRAFTS = new WeakMap<Selection, Readonly<Draft>>()

/** What the directives of a selection ask of their output. */
export function draftOf(selection: Selection): Readonly<Draft> {
  const known = DRAFTS.get(selection)
  if (known !== undefined) return known
  const draft = makeDraft(selection)
  DRAFTS.set(selection, draft)
  return draft
}

function makeDraft(selection: Selection): Draft {
  const chosen: Readonly<Record<string, unknown>> = selection
  const draft: Draft = {}
  for (const directive of OUTPUT_DIRECTIVES as readonly OutputDirective[]) {
    const value = chosen[directive.name]
    if (value !== undefined) directive.apply(value, draft)
  }
  return draft
}
