import { splitId } from '@lazy-image/core/host'
import type { Compilation as RspackCompilation, RspackError } from '@rspack/core'
import type { Compilation, Module } from './compiler.js'
import { readRequest } from './importers.js'
import type { ReportedError, ReportedErrors } from './reported-error.js'

/** What Rspack says of a request that comes to no module, or of its path where that begins with an alias. */
const NOT_FOUND = /Module not found: Can't resolve '(.+?)' in '|Cannot find module '(.+?)' for matched aliased key/s

/** Errors in Rspack, which has them all in one list, as copies: another one takes the place of one that is rewritten. */
export const RSPACK_ERRORS: ReportedErrors = {
  *loads(compilation, failures) {
    for (const reported of list(compilation)) {
      const own = reported.module && failures.of(reported.module)
      const failure = own ?? failures.quotedIn(reported.message)
      if (failure !== undefined) yield { ...reported, failure, image: own && reported.module }
    }
  },
  *missing(compilation) {
    for (const reported of list(compilation)) {
      const [, request, path] = NOT_FOUND.exec(reported.message) ?? []
      const { module } = reported
      if (module === undefined || (request ?? path) === undefined) continue
      const specifier = request ?? findRequest(compilation, module, path ?? '')
      if (specifier !== undefined) yield { ...reported, module, specifier }
    }
  },
}

function* list(compilation: Compilation): Generator<ReportedError & { message: string }> {
  const { errors, compiler } = compilation as object as RspackCompilation
  const dropped: number[] = []
  for (const [index, { module, loc, message }] of [...errors].entries()) {
    const placeNow = () => index - dropped.filter(other => other < index).length
    yield {
      module: (module ?? undefined) as object as Module | undefined,
      message,
      rewrite(text) {
        const place = { ...(module ? { module } : {}), ...(loc === undefined ? {} : { loc }) }
        const error: RspackError = new compiler.webpack.WebpackError(text.message)
        errors.splice(placeNow(), 1, Object.assign(error, { hideStack: true }, place, text))
      },
      drop() {
        errors.splice(placeNow(), 1)
        dropped.push(index)
      },
    }
  }
}

/** The request of a module for a path that came to no module. */
function findRequest({ moduleGraph }: Compilation, module: Module, path: string): string | undefined {
  const missing = module.dependencies.filter(dependency => !moduleGraph.getModule(dependency))
  return missing.map(readRequest).find(request => splitId(request).path === path)
}
