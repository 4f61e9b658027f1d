import { readFile } from 'node:fs/promises'
import { textToken, toLazyImageError } from '@lazy-image/core/host'
import type { LoaderContext } from 'webpack'
import type { PageRequest } from '../../images/html/page-host.js'
import { rewritePage } from '../../images/html/rewrite-page.js'
import { isWorthAsking } from '../../images/html/write-page.js'
import { locateSpan, locateSpecifier } from '../../images/importers.js'
import { isOneUrl } from '../../images/places/url.js'
import type { Failure } from '../../told/failure.js'
import { type PageDialectName, pageDialect } from './page-dialects.js'
import { findImage, printOutput, snapshotOf, type TextLoaderOptions, tellFailures } from './text-requests.js'

export interface PageLoaderOptions extends TextLoaderOptions {
  dialect: PageDialectName
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
  const { pipeline, dialect } = context.getOptions()
  const { reads, follows, moduleFor, readsSingles, quote, placeFor } = pageDialect(dialect)
  const { root } = pipeline.options
  const snapshot = snapshotOf(context)
  const failures: Failure[] = []
  const blame = async ({ specifier, span }: PageRequest, error: unknown) => {
    const { resourcePath: file } = context
    const written = await readFile(file, 'utf8')
    // Other loaders may have made the page of something else.
    const location = written === content ? locateSpan(written, file, span) : locateSpecifier(written, file, specifier)
    failures.push({ request: specifier, error: toLazyImageError(error).at(location) })
    return null
  }
  const html = await rewritePage(content, {
    reads,
    leave: () => {},
    writeManifest: async () => null,
    isRequest: text => isWorthAsking(text, pipeline),
    absoluteUrl: url => url,
    quote,
    async write(request, kind) {
      const { specifier, place } = request
      const module = follows(request) ? moduleFor(specifier) : null
      const id = module === null ? null : await findImage(context, module)
      if (id === null || !pipeline.claims(id) || (readsSingles && pipeline.wantsOneUrl(id))) return null
      try {
        const planned = await snapshot.plan(id)
        // Of what is inline, the next loader would make a module.
        if (planned === null || planned.plan.request.result.inline) return null
        for (const file of pipeline.filesOf(id)) context.addDependency(file)
        const placed = { planned, place }
        return placeFor(request, kind).write(placed, {
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
