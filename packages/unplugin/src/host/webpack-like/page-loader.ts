import { dirname } from 'node:path'
import type { Pipeline } from '@lazy-image/core'
import { splitId, textToken, toLazyImageError } from '@lazy-image/core/host'
import type { LoaderContext } from 'webpack'
import type { PageRequest } from '../../images/html/page-host.js'
import { rewritePage } from '../../images/html/rewrite-page.js'
import { isWorthAsking } from '../../images/html/write-page.js'
import { makeId } from '../../images/image-id.js'
import { locateSpan } from '../../images/importers.js'
import { isOneUrl } from '../../images/places/url.js'
import { describeFailure, type Failure } from '../../told/failure.js'
import { appendFrame } from '../../told/place.js'
import { reportFailures } from '../../told/report.js'
import { printOutputRequest } from './claim-requests.js'
import { escapePath } from './resource.js'
import type { Snapshots } from './snapshots.js'

export interface PageLoaderOptions {
  pipeline: Pipeline
  snapshots: Snapshots
}

type Context = LoaderContext<PageLoaderOptions>

/**
 * Stands before a loader that makes references of a page into modules, and knows one URL for each: requests of several
 * outputs become the elements and attributes that they need, with a request for each output.
 */
export default function writePage(this: Context, content: string): void {
  const answer = this.async()
  const { pipeline } = this.getOptions()
  const written = pipeline.mayMention(content) ? writeRequests(this, content) : Promise.resolve(content)
  written.then(html => answer(null, html), answer)
}

/** @throws an error of all requests that cannot be had, where there is one that the next loader could not tell. */
async function writeRequests(context: Context, content: string): Promise<string> {
  const { pipeline, snapshots } = context.getOptions()
  const { root } = pipeline.options
  const { _compilation: compilation } = context
  const snapshot = compilation === undefined ? pipeline.snapshot() : snapshots.of(compilation)
  const failures: Failure[] = []
  const blame = (request: PageRequest, error: unknown) => {
    const location = locateSpan(content, context.resourcePath, request.span)
    failures.push({ request: request.specifier, error: toLazyImageError(error).at(location) })
    return null
  }
  const html = await rewritePage(content, {
    reads: () => true,
    writeManifest: async () => null,
    isRequest: text => isWorthAsking(text, pipeline) && !text.startsWith('/'),
    absoluteUrl: url => url,
    // The next loader counts on a reference being as long as it is written.
    quote: text => text.replaceAll('"', '&quot;'),
    async write(request, kind) {
      const { specifier, place } = request
      const id = await findImage(context, specifier)
      if (id === null || !pipeline.claims(id)) return null
      try {
        const planned = await snapshot.plan(id)
        // Of what is inline, the next loader would make a module.
        if (planned === null || planned.plan.request.result.inline) return null
        context.addDependency(planned.plan.source.file)
        const placed = { planned, place }
        return kind.write(placed, {
          url: image =>
            isOneUrl(placed) ? specifier : printOutput(context, image.source.file, pipeline.queryOf(image)),
          read: ({ recipe }, reading) => textToken(recipe, reading, root),
        })
      } catch (error) {
        return blame(request, error)
      }
    },
  })
  if (failures.some(({ error }) => error.code === 'PLACE_UNFIT')) throw new Error(tellFailures(failures, root))
  return html.toString()
}

function tellFailures(failures: readonly Failure[], root: string): string {
  const [only, second] = failures
  return only !== undefined && second === undefined
    ? appendFrame(describeFailure(only, root), only.error.location)
    : reportFailures(failures, root).message
}

/** The id of the file that a reference finds, as the next loader will ask for it; null where it finds none. */
async function findImage(context: Context, specifier: string): Promise<string | null> {
  const { path, query } = splitId(specifier)
  const request = path.startsWith('~') ? path.slice(1) : /^\.?\.?\//.test(path) ? path : `./${path}`
  try {
    const file = await context.getResolve()(context.context, escapePath(decodeURI(request)))
    return typeof file === 'string' ? makeId(file, query, false) : null
  } catch {
    return null
  }
}

/** As seen from the page, so that what is made of it is the same on every machine. */
function printOutput({ utils, resourcePath }: Context, file: string, query: string): string {
  return utils.contextify(dirname(resourcePath), printOutputRequest(file, query))
}
