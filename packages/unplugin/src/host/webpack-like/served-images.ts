import type { IncomingMessage, ServerResponse } from 'node:http'
import { posix } from 'node:path'
import type { LazyImageError, Pipeline } from '@lazy-image/core'
import { isImagePath, type Recipe, toLazyImageError } from '@lazy-image/core/host'
import { sendImage, sendText, wantsFile } from '../../serving/answer.js'
import { SharedRenders } from '../../serving/shared-renders.js'
import { type Compiler, NAME } from './compiler.js'

/** A middleware as servers in Node take it. */
export type Middleware = (request: IncomingMessage, response: ServerResponse, next: () => void) => void

/** What a server has beside images, once it takes the middleware. */
export interface Companion {
  begin(): void
  /** Whether a request was its own, and has been answered. */
  answer(request: IncomingMessage, response: ServerResponse): Promise<boolean>
}

/**
 * Images of a dev server, made when a browser asks for them: a compilation waits for none. Where no server takes the
 * middleware, compilations have their images as in a build.
 */
export class ServedImages {
  readonly #pipeline: Pipeline
  readonly #renders = new SharedRenders()
  readonly #compiler: Compiler
  /** By the names of their assets, of every compilation so far: a page may be older than the last one. */
  readonly #recipes = new Map<string, Recipe>()
  /** Names that the last compilation gave. */
  #current = new Set<string>()
  readonly #failures = new Map<string, LazyImageError>()
  #isAttached = false
  #companion: Companion | undefined
  /** Settles when the compilation that runs is done. */
  #idle: Promise<void> = Promise.resolve()

  constructor(compiler: Compiler, pipeline: Pipeline) {
    this.#compiler = compiler
    this.#pipeline = pipeline
    let finish = () => {}
    compiler.hooks.watchRun.tap(NAME, () => {
      this.#idle = new Promise(resolve => {
        finish = resolve
      })
      this.#current = new Set()
    })
    compiler.hooks.done.tap(NAME, () => finish())
    compiler.hooks.failed.tap(NAME, () => finish())
  }

  /** Whether a server asks for images when it needs them. */
  get isOn(): boolean {
    return this.#isAttached
  }

  accompany(companion: Companion): void {
    this.#companion = companion
  }

  /** The middleware of a server; from now on compilations leave images to it. */
  attach(): Middleware {
    this.#isAttached = true
    this.#pipeline.tellBursts()
    this.#companion?.begin()
    return (request, response, next) => {
      this.#answer(request, response).then(
        isAnswered => isAnswered || next(),
        error => this.#refuse(response, error),
      )
    }
  }

  /**
   * Takes note of an asset of the compilation that runs.
   *
   * @returns why it could not be made when it was asked for.
   */
  note(name: string, recipe: Recipe): LazyImageError | undefined {
    this.#recipes.set(name, recipe)
    this.#current.add(name)
    return this.#failures.get(recipe.key)
  }

  /** The output behind a URL of an image that a compilation has named; undefined where there is none. */
  recipeAt(url: string): Recipe | undefined {
    const name = this.#find(readPath(url) ?? '')
    return name === undefined ? undefined : this.#recipes.get(name)
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<boolean> {
    if (await this.#companion?.answer(request, response)) return true
    const path = wantsFile(request) ? readPath(request.url ?? '') : undefined
    if (path === undefined || !isImagePath(path)) return false
    // What a page that is older than the server asks for shows when the compilation is done.
    if (this.#find(path) === undefined) await this.#idle
    const name = this.#find(path)
    const recipe = name === undefined ? undefined : this.#recipes.get(name)
    if (name === undefined || recipe === undefined) return false
    try {
      const isImmutable = this.#current.has(name) && name.includes(recipe.key.slice(0, KEY_DIGITS))
      await sendImage({ recipe, isImmutable, snapshot: this.#pipeline.snapshot() }, this.#renders, request, response)
      if (this.#failures.delete(recipe.key)) this.#compileAgain()
    } catch (error) {
      this.#fail(recipe, toLazyImageError(error))
      throw error
    }
    return true
  }

  /** The name of an asset by the end of a path: what stands before it is the server's, or that of one before it. */
  #find(path: string): string | undefined {
    const segments = path.split('/').filter(segment => segment !== '')
    return segments.map((_, index) => segments.slice(index).join('/')).find(name => this.#recipes.has(name))
  }

  /** A failure is an error of the next compilation, so that it is told as any, on the page too. */
  #fail({ key }: Recipe, error: LazyImageError): void {
    if (error.code === 'ABORTED' || this.#failures.has(key)) return
    this.#failures.set(key, error)
    this.#compileAgain()
  }

  #compileAgain(): void {
    this.#compiler.watching?.invalidate()
  }

  #refuse(response: ServerResponse, reason: unknown): void {
    const { code, message } = toLazyImageError(reason)
    if (code !== 'ABORTED') sendText(response, code === 'SOURCE_NOT_FOUND' ? 404 : 500, `${message} [${code}]`)
  }
}

/** Of the key in a file's name, as many say that it is there. */
const KEY_DIGITS = 8

/** The path of a URL; undefined for one that is not well-formed. */
function readPath(url: string): string | undefined {
  try {
    return posix.normalize(decodeURIComponent(url.split('?', 1)[0] ?? ''))
  } catch {
    return undefined
  }
}
