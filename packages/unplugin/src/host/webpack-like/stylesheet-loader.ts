import { type PlannedImage, type Reading, readMade, toLazyImageError } from '@lazy-image/core/host'
import MagicString from 'magic-string'
import type { LoaderContext } from 'webpack'
import { type CssUrl, findCssUrls } from '../../images/css/find-css-urls.js'
import { readLocation } from '../../images/importers.js'
import { quoteCss } from '../../images/places/css-image.js'
import { PLACES } from '../../images/places/places.js'
import { isOneUrl } from '../../images/places/url.js'
import type { Failure } from '../../told/failure.js'
import { findImage, printOutput, snapshotOf, type TextLoaderOptions, tellFailures } from './text-requests.js'

/** @property isOwn whether the bundler itself reads the stylesheet; of what a loader has made code of, it is none any more. */
type Context = LoaderContext<TextLoaderOptions & { isOwn?: boolean }>

/**
 * Stands before whoever makes references of a stylesheet into modules, and knows one URL for each: requests of several
 * outputs become an `image-set()` with a request for each, inline ones the image itself.
 */
export default function writeStylesheet(this: Context, content: string, map?: never, meta?: object): void {
  const answer = this.async()
  const { pipeline, isOwn = false } = this.getOptions()
  const isStylesheet = !isOwn || this._module?.type.startsWith('css') === true
  const written = isStylesheet && pipeline.mayMention(content) ? writeRequests(this, content) : Promise.resolve(content)
  // A line stays a line, so that a map still holds. A syntax tree beside the text, which css-loader would rather read, does not.
  written.then(css => answer(null, css, map, (css === content ? meta : withoutTree(meta)) as never), answer)
}

function withoutTree(meta: object | undefined): object | undefined {
  return meta === undefined ? undefined : { ...meta, ast: undefined }
}

/** @throws an error of all requests that do not fit; what else is wrong is told of their modules. */
async function writeRequests(context: Context, content: string): Promise<string> {
  const { pipeline } = context.getOptions()
  const edited = new MagicString(content)
  const failures: Failure[] = []
  for (const url of findCssUrls(content)) {
    if (!url.specifier.includes('?') || !pipeline.isRequest(url.specifier)) continue
    const text = await writeRequest(context, url).catch(async error => {
      const { specifier } = url
      const known = toLazyImageError(error)
      if (known.code === 'PLACE_UNFIT') {
        failures.push({ request: specifier, error: known.at(await readLocation(context.resourcePath, specifier)) })
      }
      return null
    })
    if (text !== null) edited.update(url.span.start, url.span.end, text)
  }
  if (failures.length > 0) throw new Error(tellFailures(failures, pipeline.options.root))
  return edited.toString()
}

/** What a request comes to; null where it stays as it is, because it is one URL, or not ours. */
async function writeRequest(context: Context, { specifier, isUrl, isCandidate }: CssUrl): Promise<string | null> {
  const { pipeline } = context.getOptions()
  const id = await findImage(context, specifier)
  if (id === null || !pipeline.claims(id)) return null
  const snapshot = snapshotOf(context)
  const planned = await snapshot.plan(id)
  if (planned === null) return null
  const placed = { planned, place: isCandidate ? 'image-set()' : 'url()' }
  const { readings } = planned.module
  if (isOneUrl(placed) && readings.length === 0) return null
  context.addDependency(planned.plan.source.file)
  // The next loader makes a module of whatever stands there, so that nothing can stand in for an image.
  const outcomes = await snapshot.render(readings.map(({ recipe }) => recipe))
  const known = {
    url: (image: PlannedImage) => printOutput(context, image.source.file, pipeline.queryOf(image)),
    read: ({ recipe }: PlannedImage, reading: Reading) => readMade(recipe, outcomes.of(recipe), reading),
  }
  if (isUrl && !isCandidate) return PLACES['css-image'].write(placed, known)
  const text = quoteCss(PLACES.url.write(placed, known))
  return isUrl ? `url(${text})` : text
}
