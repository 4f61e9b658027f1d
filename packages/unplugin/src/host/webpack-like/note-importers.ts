import type { Ledger } from '@lazy-image/core/host'
import type { Dependency } from 'webpack'
import type { Compilation, Module } from './compiler.js'
import { keptFacts } from './kept-facts.js'
import { fileOfModule, idOfModule } from './resource.js'

/** Tells the ledger who imports which output, also of modules that come from a cache and were not planned now. */
export function noteImporters({ moduleGraph }: Compilation, modules: Iterable<Module>, ledger: Ledger): void {
  for (const module of modules) {
    const facts = keptFacts(module)
    const id = idOfModule(module)
    if (facts === undefined || id === undefined) continue
    ledger.noteOutputs(id, facts.keys)
    for (const { originModule, dependency } of moduleGraph.getIncomingConnections(module)) {
      // A module of ours that imports the files of a list is nobody's code.
      if (originModule === null || dependency === null || keptFacts(originModule) !== undefined) continue
      const file = fileOfModule(originModule)
      if (file === undefined) continue
      const specifier = 'request' in dependency && typeof dependency.request === 'string' ? dependency.request : ''
      ledger.noteImporter(id, { file, specifier, ...placeOf(dependency.loc) })
    }
  }
}

function placeOf(loc: Dependency['loc']): { line: number; column: number } | undefined {
  const start = loc !== undefined && 'start' in loc ? loc.start : undefined
  return start === undefined ? undefined : { line: start.line, column: start.column ?? 0 }
}
