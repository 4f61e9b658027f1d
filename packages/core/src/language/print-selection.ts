import type { OutputDirective } from './directive.js'
import { printQuery } from './query.js'
import { OUTPUT_DIRECTIVES, type Selection } from './registry.js'

/** The query that asks for exactly this one output, directives in the registry's order. */
export function printSelection(selection: Selection): string {
  const chosen: Readonly<Record<string, unknown>> = selection
  return printQuery(
    (OUTPUT_DIRECTIVES as readonly OutputDirective[])
      .filter(({ name }) => chosen[name] !== undefined)
      .map(({ name, grammar }) => ({ key: name, text: grammar.print(chosen[name]) })),
  )
}
