import type { Pipeline } from '@lazy-image/core'
import type { Diagnostic } from '@lazy-image/core/host'
import type { Compilation, Module, WebpackError } from 'webpack'
import { appendFrame, prependPlace } from '../../told/place.js'
import { wordWarning } from '../../told/warning-text.js'
import { findUserImport, resourceOf } from './user-import.js'

/** Where the loader leaves what is to be told of a request, in what webpack caches with the module. */
export const WARNINGS_KEY = 'lazyImageWarnings'

/**
 * Tells what image requests are warned of as warnings of the modules that import them: webpack would name the picture,
 * and nothing at all where it has the module from a cache.
 */
export async function tellWarnings(
  Class: typeof WebpackError,
  compilation: Compilation,
  modules: Iterable<Module>,
  pipeline: Pipeline,
): Promise<void> {
  for (const module of modules) {
    for (const diagnostic of warningsOf(module, pipeline)) {
      compilation.warnings.push(await warning(diagnostic, Class, compilation, module, pipeline))
    }
  }
}

function warningsOf(module: Module, pipeline: Pipeline): readonly Diagnostic[] {
  const kept: unknown = module.buildInfo?.[WARNINGS_KEY]
  if (Array.isArray(kept)) return kept as Diagnostic[]
  const id = resourceOf(module)
  if (id === undefined || !id.includes('?') || pipeline.isRequest(id) || !pipeline.accepts(id)) return []
  return pipeline.suspect(id)
}

async function warning(
  diagnostic: Diagnostic,
  Class: typeof WebpackError,
  compilation: Compilation,
  image: Module,
  pipeline: Pipeline,
): Promise<WebpackError> {
  const found = await findUserImport(compilation, image, pipeline)
  const request = found?.specifier || resourceOf(image) || image.identifier()
  const text = wordWarning(diagnostic, request)
  const told = new Class(appendFrame(prependPlace(text, found?.location, pipeline.options.root), found?.location))
  told.name = 'ImageWarning'
  told.hideStack = true
  if (found === undefined) return told
  told.module = found.module
  if (found.loc !== undefined) told.loc = found.loc
  return told
}
