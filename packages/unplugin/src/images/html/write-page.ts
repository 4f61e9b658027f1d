import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { type Diagnostic, decodePath, escapeHtml, type Pipeline, splitId } from '@lazy-image/core/host'
import type MagicString from 'magic-string'
import type { Failure } from '../../told/failure.js'
import { isForeign } from '../image-id.js'
import { type Importers, locateSpan } from '../importers.js'
import { mapUrls } from '../places/map-urls.js'
import type { PlaceKind } from '../places/place-kind.js'
import { type Resolution, resolveImage } from '../resolve-image.js'
import type { TextRequest, Written } from '../text-request.js'
import type { PageHost, PageRequest } from './page-host.js'
import { rewritePage } from './rewrite-page.js'

/** Images that can write a text: of a build, or of a dev server. */
export interface TextImages<Context> {
  readonly importers: Importers
  warn(context: Context, id: string, diagnostic: Diagnostic): Promise<void>
  write<Value>(context: Context, module: string, request: TextRequest, kind: PlaceKind<Value>): Promise<Written<Value>>
}

/** A page, and what its host lends to it. */
export interface PageSetUp<Context>
  extends Pick<PageHost, 'listElements' | 'reads' | 'leave' | 'absoluteUrl' | 'writeManifest'>,
    Omit<Resolution, 'pipeline' | 'importers' | 'warn' | 'unknownImporter'> {
  pipeline: Pipeline
  images: TextImages<Context>
  /** Of the hook that has the page. */
  context: Context
  /** Absolute path of the page. */
  file: string
  /** The id of its module, where that is another one. */
  module?: string
  /** Whether an image is for us to write where it is named, and not left to whoever reads the page next. */
  writes(id: string, request: PageRequest): boolean
  /** What names a module, where not every path is one from where the page lies; null for what names none. */
  moduleFor?(specifier: string): string | null
  /** The place of a request, where the element says more of it than HTML knows. */
  placeFor?<Value>(request: PageRequest, kind: PlaceKind<Value>): PlaceKind<Value>
  /** A URL as it stands in this page. */
  urlInPage(url: string): string
}

/** A page that names no image may link a file that does. */
const LINKS_MANIFEST = /\bmanifest\b/i

/**
 * A page with what its image requests come to, and why some could not be had: those stand as they are written.
 *
 * @param html as it comes from plugins that went before; places are told as they are in the file.
 * @returns `html` null for a page that names no image.
 */
export async function writePage<Context>(
  html: string,
  setUp: PageSetUp<Context>,
): Promise<{ html: MagicString | null; failures: readonly Failure[] }> {
  const { pipeline, images, context, file } = setUp
  if (!pipeline.mayMention(html) && !LINKS_MANIFEST.test(html)) return { html: null, failures: [] }
  const isAsWritten = (await readFile(file, 'utf8').catch(() => null)) === html
  const failures: Failure[] = []
  const written = await rewritePage(html, {
    ...setUp,
    quote: escapeHtml,
    isRequest: text => isWorthAsking(text, pipeline),
    async write(request, kind) {
      const id = await findImage(request.specifier, setUp)
      if (id === null || !setUp.writes(id, request)) return null
      const { specifier, place, span } = request
      const location = isAsWritten ? locateSpan(html, file, span) : undefined
      const asked = { id, file, specifier, place, location, mayBeInline: SHOWN.test(place) }
      const made = await images.write(
        context,
        setUp.module ?? file,
        asked,
        mapUrls(setUp.placeFor?.(request, kind) ?? kind, setUp.urlInPage),
      )
      if (made === null) return null
      if ('value' in made) return made.value
      failures.push(made.failure)
      return null
    },
  })
  return { html: written, failures }
}

/** Without a query it is the picture as it is; a page has pictures of others, whose queries mean something there. */
export function isWorthAsking(text: string, pipeline: Pipeline): boolean {
  if (splitId(text).query === '' || isForeign(text)) return false
  return pipeline.isRequest(text) || pipeline.suspect(text).length > 0
}

/** Elements that show a picture; of others, such as links to icons and what search engines read, the URL counts. */
const SHOWN = /^<(?:img|source|input|image|video)\b/

/** The id of the image that a page names: as a path from where it lies, for a browser knows nothing else, or by an alias. */
export async function findImage<Context>(
  specifier: string,
  setUp: Omit<PageSetUp<Context>, 'writeManifest'>,
): Promise<string | null> {
  const { images, context, file } = setUp
  const find = (written: string) =>
    resolveImage(written, file, {
      ...setUp,
      importers: images.importers,
      unknownImporter: null,
      warn: (id, diagnostic) => images.warn(context, id, diagnostic),
    })
  if (setUp.moduleFor !== undefined) {
    const module = setUp.moduleFor(specifier)
    return module === null ? null : find(module)
  }
  if (/^[./]/.test(specifier)) return find(specifier)
  const beside = `./${specifier}`
  const path = resolve(dirname(file), decodePath(splitId(specifier).path))
  return existsSync(path) ? find(beside) : ((await find(specifier)) ?? find(beside))
}
