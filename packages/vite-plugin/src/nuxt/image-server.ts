import { existsSync, statSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import type { IncomingHttpHeaders } from 'node:http'
import { extname, resolve, sep } from 'node:path'
import {
  LazyImageError,
  makeId,
  mediaTypeOf,
  type Options,
  Pipeline,
  RequestRefused,
  silentLogger,
  UnplannedImages,
} from '@lazy-image/unplugin/engine'
import { readImagePath } from './image-path.js'

export interface ImageServerOptions {
  /** Absolute folders of images, the first that has one counts. */
  folders: readonly string[]
  /** Absolute folder for what was made; null keeps it in memory alone. */
  cacheFolder: string | null
  /** Whether images are for pages of this server alone, as while a site is developed; not where nothing is said. */
  isPrivate?: boolean
  /** Below what paths say. */
  defaults: NonNullable<Options['defaults']>
}

export interface ImageRequest {
  /** Below the route, with its first slash. */
  path: string
  /** Of the header `if-none-match`. */
  knownTags: string | undefined
  /** All of them, where it matters which page asks. */
  headers?: IncomingHttpHeaders
  /** That whoever asks has gone, where that can be told. */
  gone?: AbortSignal
}

/** Outputs that are kept on a disk by one run of a server: sizes that are made up by strangers are not without end. */
const MOST_KEPT = 10_000

export interface ImageResponse {
  status: number
  headers: Readonly<Record<string, string>>
  body: Uint8Array | string
}

/** What is told of a query that is not as it should be. */
const MISTAKES: ReadonlySet<string> = new Set(['DIRECTIVE_INVALID', 'DIRECTIVE_UNKNOWN', 'DIRECTIVE_REPEATED'])

export { goneSignal } from '@lazy-image/unplugin/engine'

/** Answers with what paths ask for: images of public folders, made when they are first wanted. */
export class ImageServer {
  readonly #folders: readonly string[]
  readonly #pipeline: Pipeline
  readonly #isPrivate: boolean
  readonly #images: UnplannedImages

  constructor({ folders, cacheFolder, isPrivate = false, defaults }: ImageServerOptions) {
    this.#isPrivate = isPrivate
    this.#folders = folders.map(folder => resolve(folder))
    const cache = cacheFolder === null ? false : { dir: cacheFolder }
    // Components say `quality` and `fit` of every image: what has no effect on one is no mistake.
    this.#pipeline = new Pipeline({ cache, defaults, strict: 'warn', logger: silentLogger })
    // Every URL is written by a page as it is shown: none is known beforehand.
    this.#images = new UnplannedImages(this.#pipeline, {
      atOnce: Number.POSITIVE_INFINITY,
      mostKept: MOST_KEPT,
    })
  }

  async answer({
    path,
    knownTags,
    headers = {},
    gone = new AbortController().signal,
  }: ImageRequest): Promise<ImageResponse> {
    const asked = readImagePath(path)
    const file = asked === null ? undefined : this.#find(asked.sources)
    if (asked === null || file === undefined) return sayNo(404, `${path} names no image of the public folder`)
    try {
      if (this.#isPrivate && !this.#images.isForOwnPage(headers)) throw this.#images.refusePage(headers)
      return await this.#make(file, asked.query, knownTags, gone)
    } catch (error) {
      if (error instanceof RequestRefused) return sayNo(error.status, error.message)
      if (!(error instanceof LazyImageError)) throw error
      const { kind, message, code } = error
      return sayNo(kind === 'directive' ? 400 : 500, `${path}: ${message} [${code}]`)
    }
  }

  /** A file below one of the folders, and nowhere else. */
  #find(sources: readonly string[]): string | undefined {
    for (const source of sources) {
      for (const folder of this.#folders) {
        const file = resolve(folder, `.${sep}${source}`)
        if (file.startsWith(folder + sep) && existsSync(file) && statSync(file).isFile()) return file
      }
    }
    return undefined
  }

  async #make(file: string, query: string, knownTags: string | undefined, gone: AbortSignal): Promise<ImageResponse> {
    if (query === '') return sayYes(mediaTypeOf(extname(file).slice(1).toLowerCase()), await readFile(file))
    const id = makeId(file, query, true)
    const snapshot = this.#pipeline.snapshot()
    const planned = this.#pipeline.claims(id) ? await snapshot.plan(id, { mayEncode: false, isNoted: false }) : null
    const warnings = planned?.warnings ?? this.#pipeline.suspect(id)
    const mistake = warnings.find(({ code }) => MISTAKES.has(code))
    if (mistake !== undefined) return sayNo(400, `${query}: ${mistake.message} [${mistake.code}]`)
    const [image] = planned?.plan.images ?? []
    if (image === undefined) return sayNo(400, `${query} says nothing that can be done to an image`)
    const { recipe } = image
    const etag = `"${recipe.key}"`
    const type = mediaTypeOf(recipe.variant.encoding.format)
    if (knownTags?.includes(etag)) return { status: 304, headers: { etag }, body: '' }
    this.#images.checkSize(image)
    const isPassing = !this.#images.mayKeep(recipe.key)
    const { data } = await this.#images.renders.render({ recipe, snapshot, isPassing }, gone)
    return sayYes(type, data, { etag })
  }
}

function sayYes(type: string, body: Uint8Array, headers: Record<string, string> = {}): ImageResponse {
  return { status: 200, headers: { 'content-type': type, 'cache-control': 'public, max-age=3600', ...headers }, body }
}

function sayNo(status: number, message: string): ImageResponse {
  const headers = { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' }
  return { status, headers, body: message }
}
