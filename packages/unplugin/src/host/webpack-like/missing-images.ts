import { isAbsolute, resolve } from 'node:path'
import { LazyImageError, type Pipeline } from '@lazy-image/core'
import { splitId } from '@lazy-image/core/host'
import type { Compilation, WebpackError } from 'webpack'
import { readLocation } from '../../images/importers.js'
import { describeFailure } from '../../told/failure.js'
import { appendFrame } from '../../told/place.js'
import { resourceOf } from './user-import.js'

interface ResolveFailure extends WebpackError {
  error?: unknown
}

/** How webpack's resolver says what it did not find, and from which folder. */
const NOT_FOUND = /Can't resolve '(.+)' in '(.+)'$/m

/**
 * Makes webpack's errors for image files that are not there ours: with the code around the import instead of a log of
 * the search. A bare name belongs to a package or an alias, and its error to webpack.
 */
export async function explainMissingImages(compilation: Compilation, pipeline: Pipeline): Promise<void> {
  for (const failure of compilation.errors as ResolveFailure[]) {
    if (failure.name !== 'ModuleNotFoundError' || !(failure.error instanceof Error)) continue
    const [, request = '', folder = ''] = NOT_FOUND.exec(failure.error.message) ?? []
    if (!(request.startsWith('.') || isAbsolute(request))) continue
    const { path, query } = splitId(request)
    const id = `${resolve(folder, path)}?${query}`
    if (!pipeline.claims(id)) continue
    const error = await pipeline.plan(id).then(
      () => undefined,
      reason => reason,
    )
    if (!(error instanceof LazyImageError)) continue
    const importer = failure.module && resourceOf(failure.module)?.replace(/\?.*$/, '')
    const location = importer ? await readLocation(importer, request) : undefined
    failure.message = appendFrame(
      describeFailure({ request, error: error.at(location) }, pipeline.options.root),
      location,
    )
    Object.assign(failure, { details: undefined })
  }
}
