import { dirname } from 'node:path'
import type { Pipeline } from '@lazy-image/core'
import { type Snapshot, splitId } from '@lazy-image/core/host'
import type { LoaderContext } from 'webpack'
import { makeId } from '../../images/image-id.js'
import { describeFailure, type Failure } from '../../told/failure.js'
import { appendFrame } from '../../told/place.js'
import { reportFailures } from '../../told/report.js'
import { printOutputRequest } from './claim-requests.js'
import { escapePath } from './resource.js'
import type { Snapshots } from './snapshots.js'

/** What a loader is given that writes the requests of a text for the next one. */
export interface TextLoaderOptions {
  pipeline: Pipeline
  snapshots: Snapshots
}

type Context = LoaderContext<TextLoaderOptions>

/** The sources as they are while a text is written. */
export function snapshotOf(context: Context): Snapshot {
  const { pipeline, snapshots } = context.getOptions()
  const { _compilation: compilation } = context
  return compilation === undefined ? pipeline.snapshot() : snapshots.of(compilation)
}

/** The id of the file that a reference finds, as the next loader will ask for it; null where it finds none. */
export async function findImage(context: Context, specifier: string): Promise<string | null> {
  const { path, query } = splitId(specifier)
  const resolve = context.getResolve()
  const isRelative = /^\.?\.?\//.test(path)
  // A bare name is a file beside the text, and else one of a package or of an alias.
  const requests = path.startsWith('~') ? [path.slice(1)] : isRelative ? [path] : [`./${path}`, path]
  for (const request of requests) {
    const file = await resolve(context.context, escapePath(decodeURI(request))).catch(() => undefined)
    if (typeof file === 'string') return makeId(file, query, false)
  }
  return null
}

/** A request for one output as seen from the text, so that what is made of it is the same on every machine. */
export function printOutput({ utils, resourcePath }: Context, file: string, query: string): string {
  return utils.contextify(dirname(resourcePath), printOutputRequest(file, query))
}

/** What a loader says of requests that cannot be had. */
export function tellFailures(failures: readonly Failure[], root: string): string {
  const [only, second] = failures
  return only !== undefined && second === undefined
    ? appendFrame(describeFailure(only, root), only.error.location)
    : reportFailures(failures, root).message
}
