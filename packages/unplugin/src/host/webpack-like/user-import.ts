import type { Pipeline, SourceLocation } from '@lazy-image/core'
import type { Compilation, Dependency, Module } from 'webpack'
import { readLocation } from '../../images/importers.js'

/** The place in a user's module that asks for an image. */
export interface UserImport {
  module: Module
  loc: Dependency['loc']
  /** As it is written. */
  specifier: string
  /** Where it is written in the file on disk; loaders may have moved it in what webpack parsed. */
  location: SourceLocation | undefined
}

/** Finds who asked for an image module: modules of ours in between are passed through. */
export async function findUserImport(
  compilation: Compilation,
  image: Module,
  pipeline: Pipeline,
): Promise<UserImport | undefined> {
  const seen = new Set<Module>()
  let module = image
  while (!seen.has(module)) {
    seen.add(module)
    const connection = [...compilation.moduleGraph.getIncomingConnections(module)].find(
      ({ originModule, dependency }) => originModule !== null && dependency !== null,
    )
    const { originModule, dependency } = connection ?? {}
    if (!originModule || !dependency) return undefined
    const origin = resourceOf(originModule)
    if (origin === undefined || !pipeline.claims(origin)) {
      const specifier = requestOf(dependency)
      const file = origin?.replace(/\?.*$/, '')
      const location = file === undefined ? undefined : await readLocation(file, specifier)
      return { module: originModule, loc: dependency.loc, specifier, location }
    }
    module = originModule
  }
  return undefined
}

/** Absolute path and query of a module made from a file. */
export function resourceOf(module: Module): string | undefined {
  return 'resource' in module && typeof module.resource === 'string' ? module.resource : undefined
}

function requestOf(dependency: Dependency): string {
  return 'request' in dependency && typeof dependency.request === 'string' ? dependency.request : ''
}
