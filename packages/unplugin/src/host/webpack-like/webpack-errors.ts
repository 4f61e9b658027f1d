import type { Dependency, WebpackError } from 'webpack'
import { type Compilation, type Module, NAME } from './compiler.js'
import { readRequest } from './importers.js'
import type { ReportedError, ReportedErrors } from './reported-error.js'

/** Errors in webpack, which keeps those of loaders with the modules until the compilation takes them over. */
export const WEBPACK_ERRORS: ReportedErrors = {
  *loads(compilation, failures) {
    for (const module of compilation.modules) {
      const failure = failures.of(module)
      for (const error of (failure === undefined ? [] : (module.getErrors() ?? [])) as Iterable<WebpackError>) {
        if (failure !== undefined) yield { failure, image: module, module, ...changesOf(error, compilation) }
      }
    }
  },
  *missing(compilation) {
    for (const error of compilation.errors as WebpackError[]) {
      if (error.name !== 'ModuleNotFoundError' || !error.module) continue
      const { module, loc } = error
      const specifier = findMissingRequest(compilation, module, loc)
      if (specifier !== undefined) yield { module, specifier, ...changesOf(error, compilation) }
    }
  },
}

function changesOf(error: WebpackError, { errors, hooks }: Compilation): Pick<ReportedError, 'drop' | 'rewrite'> {
  return {
    // The stack of a loader tells users nothing. Type says string, webpack's own classes leave it undefined. An error of
    // a class that webpack does not know would keep it from writing the module to its cache, with a warning for each.
    rewrite: ({ message, ...place }) => {
      Object.assign(error, { message, details: undefined, error: undefined }, place)
    },
    // webpack collects them from modules behind the hook in which they are explained.
    drop: () => {
      hooks.seal.tap(NAME, () => {
        const index = errors.indexOf(error)
        if (index !== -1) errors.splice(index, 1)
      })
    },
  }
}

/** The request at a place of a module that came to no module. */
function findMissingRequest(
  { moduleGraph }: Compilation,
  module: Module,
  loc: Dependency['loc'] | undefined,
): string | undefined {
  const unresolved = [...listDependencies(module)].filter(
    dependency => readRequest(dependency) !== '' && moduleGraph.getModule(dependency) === null,
  )
  const here = unresolved.find(dependency => isSamePlace(dependency.loc, loc))
  return here && readRequest(here)
}

/** Of a module and of its parts that load later. */
function* listDependencies({ dependencies, blocks }: Pick<Module, 'blocks' | 'dependencies'>): Generator<Dependency> {
  yield* dependencies
  for (const block of blocks) yield* listDependencies(block)
}

function isSamePlace(a: Dependency['loc'] | undefined, b: Dependency['loc'] | undefined): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}
