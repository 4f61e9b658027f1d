import { existsSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { LazyImageError, type Pipeline } from '@lazy-image/core'
import { mediaTypeOf, type PlannedImage, type Snapshot } from '@lazy-image/core/host'
import type { ResolvedConfig, ViteDevServer } from 'vite'
import { AtOnceImages } from '../../images/at-once-images.js'
import { makeId } from '../../images/image-id.js'
import { toSlashes } from '../../images/relative-path.js'
import { describeFailure } from '../../told/failure.js'
import { type DevRequest, printDevUrl, readDevUrl } from './dev-url.js'
import { HOST_KEYS } from './host-keys.js'
import { showFailure } from './overlay.js'

/**
 * Images in the dev server. URLs carry all that is needed, so they work in HTML and CSS too, and after a restart of the
 * server.
 */
export class DevServer {
  readonly images: AtOnceImages
  readonly #pipeline: Pipeline
  readonly #config: ResolvedConfig
  /** Without a server, as where code is run during a build, there is no stranger who asks. */
  #isAllowed: (file: string) => boolean = () => true

  constructor(pipeline: Pipeline, config: ResolvedConfig) {
    this.#pipeline = pipeline
    this.#config = config
    this.images = new AtOnceImages(pipeline, {
      hostKeys: HOST_KEYS,
      urlOf: image => printDevUrl(image.source.file, pipeline.queryOf(image), config),
      checkAccess: file => this.#checkAccess(file),
    })
  }

  /** Adds the middleware that makes images on demand. */
  async serve(server: ViteDevServer): Promise<void> {
    // Imported here, because this package must load where no Vite is installed.
    const { isFileLoadingAllowed } = await import('vite')
    this.#isAllowed = file => isFileLoadingAllowed(this.#config, toSlashes(file))
    server.middlewares.use((request, response, next) => {
      const asked = this.#read(request)
      if (asked === null) return next()
      this.#answer(asked, request, response).then(
        isAnswered => isAnswered || next(),
        error => this.#refuse(server, asked, response, error),
      )
    })
  }

  /** What a request asks for, or null when it is not for us. */
  #read({ method, url = '' }: IncomingMessage): DevRequest | null {
    if (method !== 'GET' && method !== 'HEAD') return null
    const asked = readDevUrl(url, this.#config)
    if (asked === null || (asked.key === null && !existsSync(asked.file))) return null
    return this.#pipeline.claims(idOf(asked)) ? asked : null
  }

  /** Whether the image was sent: the defaults may leave it to Vite after all. */
  async #answer(asked: DevRequest, request: IncomingMessage, response: ServerResponse): Promise<boolean> {
    this.#checkAccess(asked.file)
    const snapshot = this.#pipeline.snapshot()
    const planned = await snapshot.plan(idOf(asked), { hostKeys: HOST_KEYS, mayEncode: false })
    const image = planned?.plan.images[0]
    if (image === undefined) return false
    await sendImage(image, asked.key, snapshot, request, response)
    return true
  }

  async #refuse(server: ViteDevServer, asked: DevRequest, response: ServerResponse, error: unknown): Promise<void> {
    const { root } = this.#config
    const module = (asked.key === null ? undefined : this.images.moduleOf(asked.key)) ?? idOf(asked)
    const failure = await this.images.importers.blame(module, error)
    if (failure.error.code === 'SOURCE_OUTSIDE_ROOTS') return sendText(response, 403, failure.error.message)
    this.images.noteBroken(asked.file)
    showFailure(server, failure)
    sendText(response, failure.error.code === 'SOURCE_NOT_FOUND' ? 404 : 500, describeFailure(failure, root))
  }

  #checkAccess(file: string): void {
    if (this.#isAllowed(file)) return
    throw new LazyImageError(
      'SOURCE_OUTSIDE_ROOTS',
      `${file} is outside of what Vite's dev server may read; add its folder to the option server.fs.allow`,
      { image: file },
    )
  }
}

function idOf({ file, query }: DevRequest): string {
  return makeId(file, query, true)
}

async function sendImage(
  { recipe }: PlannedImage,
  key: string | null,
  snapshot: Snapshot,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const etag = `"${recipe.key}"`
  response.setHeader('ETag', etag)
  response.setHeader('Cache-Control', key === recipe.key ? 'max-age=31536000, immutable' : 'no-cache')
  response.setHeader('Content-Type', mediaTypeOf(recipe.variant.encoding.format))
  if (matchesTag(request.headers['if-none-match'], etag)) {
    response.statusCode = 304
    response.end()
    return
  }
  const { data } = (await snapshot.render([recipe])).of(recipe)
  response.setHeader('Content-Length', data.length)
  response.end(request.method === 'HEAD' ? undefined : data)
}

/** Whether a client has the image already; caches in between may have weakened its tag. */
function matchesTag(header: string | undefined, etag: string): boolean {
  const known = (header ?? '').split(',').map(tag => tag.trim().replace(/^W\//, ''))
  return known.includes(etag) || known.includes('*')
}

function sendText(response: ServerResponse, status: number, message: string): void {
  for (const header of ['ETag', 'Content-Length']) response.removeHeader(header)
  response.statusCode = status
  response.setHeader('Content-Type', 'text/plain; charset=utf-8')
  response.setHeader('Cache-Control', 'no-store')
  response.end(message)
}
