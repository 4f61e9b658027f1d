import { existsSync, statSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { extname, resolve, sep } from 'node:path'
import {
  LazyImageError,
  makeId,
  mediaTypeOf,
  type Options,
  Pipeline,
  SharedRenders,
  silentLogger,
} from '@lazy-image/unplugin/engine'
import { readImagePath } from './image-path.js'

export interface ImageServerOptions {
  /** Absolute folders of images, the first that has one counts. */
  folders: readonly string[]
  /** Absolute folder for what was made; null keeps it in memory alone. */
  cacheFolder: string | null
  /** Below what paths say. */
  defaults: NonNullable<Options['defaults']>
}

export interface ImageRequest {
  /** Below the route, with its first slash. */
  path: string
  /** Of the header `if-none-match`. */
  knownTags: string | undefined
}

export interface ImageResponse {
  status: number
  headers: Readonly<Record<string, string>>
  body: Uint8Array | string
}

/** What is told of a query that is not as it should be. */
const MISTAKES: ReadonlySet<string> = new Set(['DIRECTIVE_INVALID', 'DIRECTIVE_UNKNOWN', 'DIRECTIVE_REPEATED'])

/** Answers with what paths ask for: images of public folders, made when they are first wanted. */
export class ImageServer {
  readonly #folders: readonly string[]
  readonly #pipeline: Pipeline
  readonly #renders: SharedRenders

  constructor({ folders, cacheFolder, defaults }: ImageServerOptions) {
    this.#folders = folders.map(folder => resolve(folder))
    const cache = cacheFolder === null ? false : { dir: cacheFolder }
    // Components say `quality` and `fit` of every image: what has no effect on one is no mistake.
    this.#pipeline = new Pipeline({ cache, defaults, strict: 'warn', logger: silentLogger })
    this.#renders = new SharedRenders(this.#pipeline)
  }

  async answer({ path, knownTags }: ImageRequest): Promise<ImageResponse> {
    const asked = readImagePath(path)
    const file = asked === null ? undefined : this.#find(asked.sources)
    if (asked === null || file === undefined) return sayNo(404, `${path} names no image of the public folder`)
    try {
      return await this.#make(file, asked.query, knownTags)
    } catch (error) {
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

  async #make(file: string, query: string, knownTags = ''): Promise<ImageResponse> {
    if (query === '') return sayYes(mediaTypeOf(extname(file).slice(1).toLowerCase()), await readFile(file))
    const id = makeId(file, query, true)
    const snapshot = this.#pipeline.snapshot()
    const planned = this.#pipeline.claims(id) ? await snapshot.plan(id, { mayEncode: false }) : null
    const warnings = planned?.warnings ?? this.#pipeline.suspect(id)
    const mistake = warnings.find(({ code }) => MISTAKES.has(code))
    if (mistake !== undefined) return sayNo(400, `${query}: ${mistake.message} [${mistake.code}]`)
    const [image] = planned?.plan.images ?? []
    if (image === undefined) return sayNo(400, `${query} says nothing that can be done to an image`)
    const { recipe } = image
    const etag = `"${recipe.key}"`
    const type = mediaTypeOf(recipe.variant.encoding.format)
    if (knownTags.includes(etag)) return { status: 304, headers: { etag }, body: '' }
    const { data } = await this.#renders.render(recipe, snapshot, new AbortController().signal)
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
