import type { OutputDirective } from './directive.js'
import { draftOf } from './draft-of.js'
import { effectContextOf } from './effect-context-of.js'
import { OUTPUT_DIRECTIVES, type Selection } from './registry.js'
import type { SourceFacts } from './source-facts.js'

/**
 * A selection without what has no effect on its output: in a product of lists, the quality that jpeg needs is idle on
 * png, and a request for that output alone must not be told so.
 */
export function effectiveSelection(selection: Selection, { format }: SourceFacts): Selection {
  const context = effectContextOf(draftOf(selection), format)
  const isIdle = (directive: OutputDirective) =>
    Object.hasOwn(selection, directive.name) && directive.ineffective?.(context) !== undefined
  const idle = (OUTPUT_DIRECTIVES as readonly OutputDirective[]).filter(isIdle)
  if (idle.length === 0) return selection
  const names = new Set(idle.map(({ name }) => name))
  return Object.fromEntries(Object.entries(selection).filter(([name]) => !names.has(name)))
}
