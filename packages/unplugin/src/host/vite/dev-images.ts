import { existsSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { isAbsolute, join, normalize, relative } from 'node:path'
import { LazyImageError, type Pipeline } from '@lazy-image/core'
import {
  type Diagnostic,
  importAtOnce,
  mediaTypeOf,
  OUTPUT_KEY,
  type PlannedImage,
  splitId,
  toLazyImageError,
} from '@lazy-image/core/host'
import type { ResolvedConfig, ViteDevServer } from 'vite'
import type { Importers } from '../../images/importers.js'
import { relativePath } from '../../images/relative-path.js'
import { describeFailure, type Failure } from '../../told/failure.js'
import { appendFrame } from '../../told/place.js'
import { type HostError, reportFailures } from '../../told/report.js'
import { HOST_KEYS } from './host-keys.js'

/** The dev server answers at once: what would have to be encoded to choose a format is not. */
const DEV_CALL = { hostKeys: HOST_KEYS, mayEncode: false }

interface DevContext {
  addWatchFile(file: string): void
  warn(message: string): void
  error(error: HostError): never
}

/**
 * Images in the dev server. A module is answered from the image's header, with URLs that name their directives; the
 * image is made when its URL is first asked for. URLs carry all that is needed, so they work in HTML and CSS too, and
 * after a restart of the server.
 */
export class DevImages {
  readonly importers: Importers
  readonly #pipeline: Pipeline
  readonly #config: ResolvedConfig
  /** Modules that refer to an output, by its key: who is to blame when it cannot be made. */
  readonly #modules = new Map<string, string>()
  /** Files of images that could not be had. */
  readonly #broken = new Set<string>()
  /** Set with the server; without one there is nobody to read for. */
  #isAllowed: (file: string) => boolean = () => false

  constructor(pipeline: Pipeline, importers: Importers, config: ResolvedConfig) {
    this.#pipeline = pipeline
    this.importers = importers
    this.#config = config
  }

  /** The module of an image request; waits for the image itself only when its encoded size is part of the value. */
  async load(context: DevContext, id: string): Promise<string | null> {
    if (!this.#pipeline.claims(id)) return null
    const { path } = splitId(id)
    context.addWatchFile(path)
    try {
      // A module tells sizes of the image, so it is no less a look into the file than the image itself.
      if (!this.#isAllowed(path)) throw outsideOfAllowed(path)
      return await this.#load(context, id)
    } catch (error) {
      this.#broken.add(posix(path))
      context.error(reportFailures([await this.#failure(id, error)], this.#pipeline.options.root))
    }
  }

  async #load(context: DevContext, id: string): Promise<string | null> {
    // As it is written, so that what is told of it points at the right part.
    const asked = this.importers.specifierOf(id)?.includes('#') ? id.replaceAll('%23', '#') : id
    const warn = async (warnings: readonly Diagnostic[]) => {
      for (const warning of warnings) {
        context.warn(await this.importers.describe(id, warning, this.#pipeline.options.root))
      }
    }
    const made = await importAtOnce(this.#pipeline, asked, { ...DEV_CALL, warn })
    if (made === null) {
      await warn(this.#pipeline.suspect(id))
      return null
    }
    for (const image of [...made.plan.images, ...made.plan.directed.flatMap(({ images }) => images)]) {
      this.#modules.set(image.recipe.key, id)
    }
    return made.code(image => JSON.stringify(this.#urlOf(image)))
  }

  /** Whether an image could not be had since the last time that this was asked: a change of its file may repair it. */
  wasBroken(file: string): boolean {
    return this.#broken.delete(posix(file))
  }

  /** Adds the middleware that makes images on demand. */
  async serve(server: ViteDevServer): Promise<void> {
    // Imported here, because this package must load where no Vite is installed.
    const { isFileLoadingAllowed } = await import('vite')
    this.#isAllowed = file => isFileLoadingAllowed(this.#config, posix(file))
    server.middlewares.use((request, response, next) => {
      const target = this.#targetOf(request)
      if (target === null) return next()
      if (!this.#isAllowed(target.file)) return respond(response, 403, outsideOfAllowed(target.file).message)
      this.#answer(target, request, response).then(
        isAnswered => isAnswered || next(),
        async error => {
          this.#broken.add(posix(target.file))
          const failure = await this.#failure(target.moduleId, error)
          this.#show(server, failure)
          respond(
            response,
            failure.error.code === 'SOURCE_NOT_FOUND' ? 404 : 500,
            describeFailure(failure, this.#config.root),
          )
        },
      )
    })
  }

  /** What a request asks for, or null when it is not for us. */
  #targetOf({ method, url = '' }: IncomingMessage): Target | null {
    const { base, root } = this.#config
    const { path, query } = splitId(url)
    // Without a query the file itself is meant, as it is in a build, where defaults are for imports.
    if ((method !== 'GET' && method !== 'HEAD') || !path.startsWith(base) || query === '') return null
    const parameters = new URLSearchParams(query)
    // A module request: Vite answers it, through load.
    if (parameters.has('import')) return null
    const file = fileOf(path.slice(base.length), root)
    const key = parameters.get(OUTPUT_KEY)
    if (file === null || (key === null && !existsSync(file))) return null
    const id = `${file}?${query}`
    if (!this.#pipeline.claims(id)) return null
    return { file, id, key, moduleId: (key === null ? undefined : this.#modules.get(key)) ?? id }
  }

  /** Whether the image was sent: the defaults may leave it to Vite after all. */
  async #answer({ id, key }: Target, request: IncomingMessage, response: ServerResponse): Promise<boolean> {
    const snapshot = this.#pipeline.snapshot()
    const planned = await snapshot.plan(id, DEV_CALL)
    const image = planned?.plan.images[0]
    if (image === undefined) return false
    const { recipe } = image
    const etag = `"${recipe.key}"`
    response.setHeader('ETag', etag)
    response.setHeader('Cache-Control', key === recipe.key ? 'max-age=31536000, immutable' : 'no-cache')
    response.setHeader('Content-Type', mediaTypeOf(image.variant.encoding.format))
    if (request.headers['if-none-match'] === etag) {
      response.statusCode = 304
      response.end()
      return true
    }
    const { data } = (await snapshot.render([recipe])).of(recipe)
    response.setHeader('Content-Length', data.length)
    response.end(request.method === 'HEAD' ? undefined : data)
    return true
  }

  /** The overlay in the page, and a line in the terminal. */
  #show(server: ViteDevServer, failure: Failure): void {
    const { message, id, loc, frame } = reportFailures([failure], this.#config.root)
    const told = appendFrame(describeFailure(failure, this.#config.root), failure.error.location)
    this.#config.logger.error(`lazy-image: ${told}`, { timestamp: true })
    server.ws.send({
      type: 'error',
      err: {
        plugin: 'lazy-image',
        message,
        stack: '',
        ...(id === undefined ? {} : { id }),
        ...(loc === undefined ? {} : { loc }),
        ...(frame === undefined ? {} : { frame }),
      },
    })
  }

  #urlOf(image: PlannedImage): string {
    const { base, root, server } = this.#config
    const inside = relativePath(root, image.source.file)
    const isInside = !inside.startsWith('../') && !isAbsolute(relative(root, image.source.file))
    const path = isInside ? inside : `@fs/${posix(image.source.file).replace(/^\//, '')}`
    return `${server.origin ?? ''}${base}${encodeURI(path)}?${this.#pipeline.queryOf(image)}`
  }

  async #failure(id: string, error: unknown): Promise<Failure> {
    const request = this.importers.specifierOf(id) ?? id
    return { request, error: toLazyImageError(error).at(await this.importers.locate(id)) }
  }
}

interface Target {
  /** Absolute path. */
  file: string
  /** Path and query. */
  id: string
  /** The key in the URL. */
  key: string | null
  /** The module that refers to the image, as far as known. */
  moduleId: string
}

/** The file that a URL path below the base names. */
function fileOf(path: string, root: string): string | null {
  try {
    const decoded = decodeURIComponent(path)
    return decoded.startsWith('@fs/') ? absolute(decoded.slice('@fs/'.length)) : join(root, decoded)
  } catch {
    return null
  }
}

/** A path as Vite writes it on every system. */
function posix(path: string): string {
  return path.replaceAll('\\', '/')
}

/** Without dot segments: what is allowed is decided by how the path begins. */
function absolute(path: string): string {
  return normalize(/^[a-z]:\//i.test(path) ? path : `/${path}`)
}

function outsideOfAllowed(file: string): LazyImageError {
  return new LazyImageError(
    'SOURCE_OUTSIDE_ROOTS',
    `${file} is outside of what Vite's dev server may read; add its folder to the option server.fs.allow`,
    { image: file },
  )
}

function respond(response: ServerResponse, status: number, message: string): void {
  for (const header of ['ETag', 'Content-Length']) response.removeHeader(header)
  response.statusCode = status
  response.setHeader('Content-Type', 'text/plain; charset=utf-8')
  response.setHeader('Cache-Control', 'no-store')
  response.end(message)
}
