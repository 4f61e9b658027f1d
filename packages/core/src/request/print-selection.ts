import type { Selection } from './image-request.js'
import { printQuery } from './query.js'
import { type AnyDirective, DIRECTIVES } from './registry.js'

/** The query that asks for exactly this one output, directives in the registry's order. */
export function printSelection(selection: Selection): string {
  const chosen: Readonly<Record<string, unknown>> = selection
  return printQuery(
    (DIRECTIVES as readonly AnyDirective[])
      .filter(directive => chosen[directive.name] !== undefined)
      .map(directive => ({ key: directive.name, text: directive.print(chosen[directive.name]) })),
  )
}
