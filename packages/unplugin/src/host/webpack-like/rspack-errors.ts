import type { Compilation as RspackCompilation, RspackError } from '@rspack/core'
import type { Compilation, Module } from './compiler.js'
import type { ReportedError, ReportedErrors } from './reported-error.js'

/** What Rspack says of a request that comes to no module. */
const NOT_FOUND = /Module not found: Can't resolve '(.+?)' in '/s

/** Errors in Rspack, which has them all in one list, as copies: another one takes the place of one that is rewritten. */
export const RSPACK_ERRORS: ReportedErrors = {
  loads: list,
  *missing(compilation) {
    for (const reported of list(compilation)) {
      const [, specifier] = NOT_FOUND.exec(reported.message) ?? []
      if (specifier !== undefined) yield { ...reported, specifier }
    }
  },
}

function* list(compilation: Compilation): Generator<ReportedError & { message: string }> {
  const { errors, compiler } = compilation as object as RspackCompilation
  const dropped: number[] = []
  for (const [index, { module, loc, message }] of [...errors].entries()) {
    if (!module) continue
    const placeNow = () => index - dropped.filter(other => other < index).length
    yield {
      module: module as object as Module,
      message,
      rewrite(text) {
        const place = { module, ...(loc === undefined ? {} : { loc }) }
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
