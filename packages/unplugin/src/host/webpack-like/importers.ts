import type { Pipeline } from '@lazy-image/core'
import type { Dependency } from 'webpack'
import { Importers } from '../../images/importers.js'
import type { Compilation, Module } from './compiler.js'
import { readFacts } from './kept-facts.js'
import { findFile, findId } from './resource.js'

/** The place in a user's module that asks for an image. */
export interface Importer {
  module: Module
  loc: Dependency['loc']
  /** As it is written. */
  specifier: string
}

/** Who asks for an image module: modules of ours in between are passed through. */
export function* findImporters(
  compilation: Compilation,
  image: Module,
  seen: Set<Module> = new Set(),
): Generator<Importer> {
  seen.add(image)
  for (const { originModule, dependency } of compilation.moduleGraph.getIncomingConnections(image)) {
    if (!originModule || !dependency || seen.has(originModule)) continue
    if (readFacts(originModule) !== undefined) yield* findImporters(compilation, originModule, seen)
    else yield { module: originModule, loc: dependency.loc, specifier: readRequest(dependency) }
  }
}

/** Notes who wants which output, also of modules that come from a cache and so were not planned now. */
export async function noteImporters(compilation: Compilation, ledger: Pipeline['ledger']): Promise<void> {
  const importers = new Importers()
  const ids = new Set<string>()
  for (const image of compilation.modules) {
    const id = findId(image)
    const facts = readFacts(image)
    if (id === undefined || facts === undefined) continue
    ids.add(id)
    ledger.noteOutputs(id, facts.keys)
    for (const { module, specifier } of findImporters(compilation, image)) {
      const file = findFile(module)
      if (file !== undefined) importers.record(id, file, specifier)
    }
  }
  await importers.noteIn(ledger, ids)
}

export function readRequest(dependency: Dependency): string {
  return 'request' in dependency && typeof dependency.request === 'string' ? dependency.request : ''
}
