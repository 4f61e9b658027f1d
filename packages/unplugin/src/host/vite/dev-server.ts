import { existsSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { LazyImageError, type Pipeline, type PlannedImage, toSlashes } from '@lazy-image/core/host'
import type { ErrorPayload, ResolvedConfig, ViteDevServer } from 'vite'
import { type AtOnceContext, AtOnceImages } from '../../images/at-once-images.js'
import { makeId } from '../../images/image-id.js'
import { PanelServer } from '../../panel/panel-server.js'
import { PANEL_PATH } from '../../panel/protocol.js'
import { sendImage, sendText, wantsFile } from '../../serving/answer.js'
import { RequestRefused } from '../../serving/request-refused.js'
import { SharedRenders } from '../../serving/shared-renders.js'
import { UnplannedImages } from '../../serving/unplanned-images.js'
import { describeFailure, type Failure } from '../../told/failure.js'
import { reportFailures } from '../../told/report.js'
import { type DevRequest, printDevUrl, readDevUrl } from './dev-url.js'
import { HOST_KEYS } from './host-keys.js'
import { namesOrigin } from './named-origins.js'
import { showFailures, tellFailures } from './overlay.js'

/**
 * Images in the dev server. URLs carry all that is needed, so they work in HTML and CSS too, and after a restart of the
 * server.
 */
export class DevServer {
  readonly images: AtOnceImages
  readonly #pipeline: Pipeline
  readonly #config: ResolvedConfig
  readonly #renders = new SharedRenders()
  readonly #unplanned: UnplannedImages
  /** Images that modules and pages refer to, by their keys: file and query. */
  readonly #planned = new Map<string, { file: string; query: string }>()
  /** Without a server, as where code is run during a build, there is no stranger who asks. */
  #isAllowed: (file: string) => boolean = () => true
  #server: ViteDevServer | undefined
  /** What is to be shown over the page that is about to connect. */
  #untold: ErrorPayload | undefined
  /** By the file of a page. */
  readonly #pages = new Map<string, { shown: ReadonlySet<string>; told: ReadonlySet<string> }>()

  constructor(pipeline: Pipeline, config: ResolvedConfig) {
    this.#pipeline = pipeline
    this.#config = config
    this.#unplanned = new UnplannedImages(pipeline, {
      isOwnOrigin: origin => namesOrigin(config.server, origin),
      advice: ', import it, or name the origin in Vite’s option server.cors.origin',
    })
    this.images = new AtOnceImages(pipeline, {
      hostKeys: HOST_KEYS,
      urlOf: image => this.#urlOf(image),
      checkAccess: file => this.#checkAccess(file),
    })
  }

  /** Undefined where code is run during a build. */
  get server(): ViteDevServer | undefined {
    return this.#server
  }

  /** Adds the middleware that makes images on demand. */
  async serve(server: ViteDevServer): Promise<void> {
    // Imported here, because this package must load where no Vite is installed.
    const { isFileLoadingAllowed } = await import('vite')
    this.#server = server
    this.#pipeline.tellBursts()
    this.#isAllowed = file => isFileLoadingAllowed(this.#config, toSlashes(file))
    server.ws.on('connection', () => {
      if (this.#untold !== undefined) server.ws.send(this.#untold)
      this.#untold = undefined
    })
    const panel = this.#pipeline.options.panel ? this.#makePanel() : null
    if (panel !== null) {
      server.middlewares.use((request, response, next) => {
        panel.answer(request, response).then(isAnswered => isAnswered || next(), next)
      })
    }
    server.middlewares.use((request, response, next) => {
      const asked = wantsFile(request) ? this.#read(request.url ?? '') : null
      if (asked === null) return next()
      this.#answer(asked, request, response).then(
        isAnswered => isAnswered || next(),
        error => this.#refuse(server, asked, response, error),
      )
    })
  }

  #makePanel(): PanelServer {
    return new PanelServer({
      pipeline: this.#pipeline,
      unplanned: this.#unplanned,
      path: `${this.#config.base}${PANEL_PATH}`,
      hostKeys: HOST_KEYS,
      idAt: url => {
        const asked = this.#read(url)
        return asked === null ? undefined : idOf(asked)
      },
      checkAccess: file => this.#checkAccess(file),
    })
  }

  /** What a URL asks for, or null when it is not for us. */
  #read(url: string): DevRequest | null {
    const asked = readDevUrl(url, this.#config)
    if (asked === null || (asked.key === null && !existsSync(asked.file))) return null
    return this.#pipeline.claims(idOf(asked)) ? asked : null
  }

  #urlOf(image: PlannedImage): string {
    const { file } = image.source
    const query = this.#pipeline.queryOf(image)
    this.#planned.set(image.recipe.key, { file, query })
    return printDevUrl(file, query, this.#config)
  }

  /** Whether a module or a page refers to an image by this URL, whatever the file holds by now. */
  #isPlanned({ key, file, query }: DevRequest): boolean {
    const planned = key === null ? undefined : this.#planned.get(key)
    return planned !== undefined && toSlashes(planned.file) === toSlashes(file) && asksTheSame(planned.query, query)
  }

  /** Whether the image was sent: the defaults may leave it to Vite after all. */
  async #answer(asked: DevRequest, request: IncomingMessage, response: ServerResponse): Promise<boolean> {
    const isPlanned = this.#isPlanned(asked)
    // Before anything is read: a stranger's page hears nothing of files, and causes no overlay.
    if (!isPlanned && !this.#unplanned.isForOwnPage(request.headers)) {
      if (!(await this.#pipeline.wants(idOf(asked)))) return false
      throw this.#unplanned.refusePage(request.headers)
    }
    this.#checkAccess(asked.file)
    const snapshot = this.#pipeline.snapshot()
    const planned = await snapshot.plan(idOf(asked), { hostKeys: HOST_KEYS, mayEncode: false, isNoted: false })
    const image = planned?.plan.images[0]
    if (image === undefined) return false
    const { recipe } = image
    const answer = { recipe, isImmutable: asked.key === recipe.key, snapshot }
    if (isPlanned) {
      await sendImage(answer, this.#renders, request, response)
      return true
    }
    this.#unplanned.checkSize(image)
    const isPassing = !this.#unplanned.mayKeep(recipe.key)
    await sendImage({ ...answer, isPassing }, this.#unplanned.renders, request, response)
    return true
  }

  /**
   * A page was written anew.
   *
   * @param shown the files that it shows.
   * @param failures of what it cannot show, which are told over the page.
   */
  notePage(page: string, shown: ReadonlySet<string>, failures: readonly Failure[]): void {
    this.#pages.set(page, { shown: new Set([...shown].map(toSlashes)), told: new Set(failures.map(wordFailure)) })
    const [first, ...others] = failures
    if (this.#server === undefined) return
    // A browser that reloads a page is not connected until it has that.
    this.#untold = first === undefined ? undefined : tellFailures(this.#server, [first, ...others])
  }

  /** Whether a page shows a file, of which no module knows. */
  isInPage(file: string): boolean {
    return [...this.#pages.values()].some(({ shown }) => shown.has(toSlashes(file)))
  }

  /** Tells of what a text cannot show: over the page, which has the rest of it; without a page, as the error of its module. */
  tell(context: AtOnceContext, failure: Failure): void {
    if (this.#server === undefined) context.error(reportFailures([failure], this.#config.root))
    else showFailures(this.#server, [failure])
  }

  async #refuse(server: ViteDevServer, asked: DevRequest, response: ServerResponse, error: unknown): Promise<void> {
    // The client has gone, and nobody is to be told.
    if (error instanceof LazyImageError && error.code === 'ABORTED') return
    if (error instanceof RequestRefused) return sendText(response, error.status, error.message)
    const { root } = this.#config
    const module = (asked.key === null ? undefined : this.images.moduleOf(asked.key)) ?? idOf(asked)
    const failure = await this.images.importers.blame(module, error)
    if (failure.error.code === 'SOURCE_OUTSIDE_ROOTS') return sendText(response, 403, failure.error.message)
    this.images.noteBroken(asked.file)
    const isTold = [...this.#pages.values()].some(({ told }) => told.has(wordFailure(failure)))
    if (!isTold) showFailures(server, [failure])
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

/** Whether two queries are one, but for what the bundler adds. */
function asksTheSame(one: string, other: string): boolean {
  const [a, b] = [one, other].map(query =>
    JSON.stringify([...new URLSearchParams(query)].filter(([name]) => !HOST_KEYS.has(name)).sort(inOrder)),
  )
  return a === b
}

function inOrder([a]: [string, string], [b]: [string, string]): number {
  return a < b ? -1 : Number(a > b)
}

function idOf({ file, query }: DevRequest): string {
  return makeId(file, query, true)
}

function wordFailure({ error }: Failure): string {
  return `${error.code} ${error.message}`
}
