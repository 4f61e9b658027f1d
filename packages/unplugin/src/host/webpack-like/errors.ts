import { LazyImageError, type Pipeline } from '@lazy-image/core'
import type { Compilation, Module, WebpackError } from 'webpack'
import { describeFailure } from '../../told/failure.js'
import { appendFrame } from '../../told/place.js'
import { findUserImport, resourceOf } from './user-import.js'

/** What webpack wraps around an error of a loader. */
interface LoaderFailure extends WebpackError {
  error?: unknown
}

/**
 * Turns errors of the loader into errors of the modules that import the images: webpack would name the picture, with
 * the loader's stack.
 */
export async function explainLoadErrors(
  compilation: Compilation,
  modules: Iterable<Module>,
  pipeline: Pipeline,
): Promise<void> {
  for (const module of modules) {
    for (const failure of (module.getErrors() ?? []) as Iterable<LoaderFailure>) {
      if (failure.error instanceof LazyImageError) await explain(failure, failure.error, compilation, module, pipeline)
    }
  }
}

/** An error of webpack's for an output that could not be made. */
export async function outputError(
  error: LazyImageError,
  Class: typeof WebpackError,
  compilation: Compilation,
  module: Module | undefined,
  pipeline: Pipeline,
): Promise<WebpackError> {
  const failure = new Class()
  if (module === undefined) failure.message = `${error.message} [${error.code}]`
  else await explain(failure, error, compilation, module, pipeline)
  failure.hideStack = true
  return failure
}

async function explain(
  failure: LoaderFailure,
  error: LazyImageError,
  compilation: Compilation,
  image: Module,
  pipeline: Pipeline,
): Promise<void> {
  const found = await findUserImport(compilation, image, pipeline)
  const request = found?.specifier || resourceOf(image) || image.identifier()
  const located = error.at(found?.location)
  failure.message = appendFrame(describeFailure({ request, error: located }, pipeline.options.root), located.location)
  // The stack of a loader tells users nothing; type says string, webpack's own classes leave it undefined. An error
  // of a class that webpack does not know would keep it from writing the module to its cache, with a warning for each.
  Object.assign(failure, { details: undefined, error: undefined })
  if (found === undefined) return
  failure.module = found.module
  if (found.loc !== undefined) failure.loc = found.loc
}
