import { textToken, toLazyImageError } from '@lazy-image/core/host'
import type { LoaderContext } from 'webpack'
import type { PageRequest } from '../../images/html/page-host.js'
import { rewritePage } from '../../images/html/rewrite-page.js'
import { isWorthAsking } from '../../images/html/write-page.js'
import { locateSpan } from '../../images/importers.js'
import { isOneUrl } from '../../images/places/url.js'
import type { Failure } from '../../told/failure.js'
import { findImage, printOutput, snapshotOf, type TextLoaderOptions, tellFailures } from './text-requests.js'

type Context = LoaderContext<TextLoaderOptions>

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
  const { pipeline } = context.getOptions()
  const { root } = pipeline.options
  const snapshot = snapshotOf(context)
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
