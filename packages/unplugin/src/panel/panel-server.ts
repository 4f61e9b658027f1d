import type { IncomingMessage, ServerResponse } from 'node:http'
import { isAbsolute } from 'node:path'
import {
  LazyImageError,
  mapConcurrently,
  OUTPUT_KEY,
  type Pipeline,
  type PlannedImage,
  plannedSize,
  printImage,
  relativePath,
  type Snapshot,
  splitId,
} from '@lazy-image/core/host'
import { goneSignal, sendImage, sendText, wantsFile } from '../serving/answer.js'
import { RequestRefused } from '../serving/request-refused.js'
import type { UnplannedImages } from '../serving/unplanned-images.js'
import { changeQuery } from './changed-query.js'
import { MadeOutputs, madeFactsOf } from './made-outputs.js'
import { readPanelFile } from './panel-files.js'
import {
  CHANGES,
  type Changes,
  type ComparisonAnswer,
  PICTURES_AT_ONCE,
  type PictureFacts,
  type PicturesAnswer,
} from './protocol.js'

/** What the panel needs of a dev server. */
export interface PanelTraits {
  pipeline: Pipeline
  /** Where a project's own pages may ask for what no module asks for, within bounds. */
  unplanned: UnplannedImages
  /** Path of the server below which the panel lies, with a slash at its end. */
  path: string
  /** Query keys that belong to the bundler. */
  hostKeys: ReadonlySet<string>
  /**
   * The request, absolute path and query, that comes to what a URL shows; undefined for what is none of ours.
   *
   * @param url path and query.
   */
  idAt(url: string): string | undefined
  /** @throws {LazyImageError} where a file may not be read. */
  checkAccess(file: string): void
}

/** Headers that are read at once. */
const READ_AT_ONCE = 8

/**
 * What a dev server answers to its panel: the scripts that run in the page, what is known of its pictures, and pictures as they
 * would be in other formats and qualities. Anything but the scripts is for the server's own pages, and what is made for
 * comparison has the bounds of whatever is asked for by hand.
 */
export class PanelServer {
  readonly #traits: PanelTraits
  readonly #made: MadeOutputs

  constructor(traits: PanelTraits) {
    this.#traits = traits
    this.#made = new MadeOutputs(traits.pipeline.ledger)
  }

  /** Whether a request was the panel's, and has been answered. */
  async answer(request: IncomingMessage, response: ServerResponse): Promise<boolean> {
    const { path, query } = splitId(request.url ?? '')
    if (!path.startsWith(this.#traits.path)) return false
    try {
      await this.#answer(path.slice(this.#traits.path.length), new URLSearchParams(query), request, response)
    } catch (error) {
      refuse(response, error)
    }
    return true
  }

  async #answer(
    asked: string,
    parameters: URLSearchParams,
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    if (!wantsFile(request)) throw new RequestRefused(405, 'The panel is asked with GET')
    const file = await readPanelFile(asked)
    if (file !== undefined) return send(response, 'text/javascript; charset=utf-8', file)
    if (!this.#traits.unplanned.isForOwnPage(request.headers)) {
      throw new RequestRefused(403, 'The panel tells of pictures to pages of this server alone')
    }
    if (asked === 'pictures') return sendJson(response, await this.#tellPictures(parameters.getAll('of')))
    if (asked === 'comparison') return sendJson(response, await this.#compare(parameters, request, response))
    if (asked === 'changed') return this.#sendPicture(parameters, request, response)
    throw new RequestRefused(404, `The panel has nothing by the name of ${asked}`)
  }

  async #tellPictures(urls: readonly string[]): Promise<PicturesAnswer> {
    if (urls.length > PICTURES_AT_ONCE) {
      throw new RequestRefused(400, `Ask for at most ${PICTURES_AT_ONCE} pictures at once, and not for ${urls.length}`)
    }
    const snapshot = this.#traits.pipeline.snapshot()
    const tell = async (url: string) => {
      // Why a picture cannot be had is told where it is asked for.
      const image = await this.#plan(url, snapshot).catch(() => undefined)
      return image === undefined ? null : this.#factsOf(image)
    }
    return { pictures: await mapConcurrently(urls, READ_AT_ONCE, tell) }
  }

  /** The picture behind a URL; undefined for what is none of ours. */
  async #plan(url: string, snapshot: Snapshot): Promise<PlannedImage | undefined> {
    const id = this.#traits.idAt(url)
    return id === undefined ? undefined : this.#planId(id, snapshot)
  }

  async #planId(id: string, snapshot: Snapshot): Promise<PlannedImage | undefined> {
    for (const file of this.#traits.pipeline.filesOf(id)) this.#traits.checkAccess(file)
    const { hostKeys } = this.#traits
    const planned = await snapshot.plan(id, { hostKeys, mayEncode: false, isNoted: false })
    return planned?.plan.images[0]
  }

  #factsOf(image: PlannedImage): PictureFacts {
    const { ledger, options } = this.#traits.pipeline
    const { source, variant, recipe } = image
    const places = ledger.importersOf(recipe.key).map(({ file, specifier, line, column }) => ({
      file: nameIn(options.root, file),
      specifier,
      line,
      column: column === null ? null : column + 1,
    }))
    return {
      file: nameIn(options.root, source.file),
      source: {
        width: source.orientedWidth,
        height: source.orientedHeight,
        bytes: source.bytes,
        format: source.format,
      },
      query: printImage(image),
      format: variant.encoding.format,
      size: plannedSize(variant),
      places,
      made: this.#made.of(recipe.key),
    }
  }

  /** A picture with other directives, within the bounds of what is asked for by hand. */
  async #planChanged(parameters: URLSearchParams, snapshot: Snapshot): Promise<PlannedImage> {
    const url = parameters.get('of') ?? ''
    const id = this.#traits.idAt(url)
    const shown = await this.#plan(url, snapshot)
    if (id === undefined || shown === undefined) {
      throw new RequestRefused(404, `${url} is no picture of this project any more; load the page again`)
    }
    const query = changeQuery(printImage(shown), changesIn(parameters))
    // With a key, a query is complete: what the options would add is in it.
    const changed = await this.#planId(`${splitId(id).path}?${query}&${OUTPUT_KEY}=${shown.recipe.key}`, snapshot)
    if (changed === undefined) throw new RequestRefused(404, `${query} comes to no picture`)
    this.#traits.unplanned.checkSize(changed)
    return changed
  }

  async #compare(
    parameters: URLSearchParams,
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<ComparisonAnswer> {
    const snapshot = this.#traits.pipeline.snapshot()
    const image = await this.#planChanged(parameters, snapshot)
    const { recipe, variant } = image
    const entry = await this.#traits.unplanned.renders.render(
      { recipe, snapshot, isPassing: !this.#traits.unplanned.mayKeep(recipe.key) },
      goneSignal(request, response),
    )
    const { width, height } = entry
    return {
      query: printImage(image),
      format: variant.encoding.format,
      size: { width, height },
      made: madeFactsOf(entry),
    }
  }

  async #sendPicture(parameters: URLSearchParams, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const snapshot = this.#traits.pipeline.snapshot()
    const { recipe } = await this.#planChanged(parameters, snapshot)
    const { unplanned } = this.#traits
    const isPassing = !unplanned.mayKeep(recipe.key)
    await sendImage({ recipe, snapshot, isImmutable: false, isPassing }, unplanned.renders, request, response)
  }
}

function changesIn(parameters: URLSearchParams): Changes {
  return Object.fromEntries(
    CHANGES.flatMap(name => {
      const value = parameters.get(name)
      return value === null ? [] : [[name, value]]
    }),
  )
}

/** A file as a project calls it; outside of its root by the whole path. */
function nameIn(root: string, file: string): string {
  const name = relativePath(root, file)
  return name.startsWith('../') || isAbsolute(name) ? file : name
}

function send(response: ServerResponse, type: string, content: string | Buffer): void {
  response.setHeader('Content-Type', type)
  response.setHeader('Cache-Control', 'no-cache')
  response.setHeader('X-Content-Type-Options', 'nosniff')
  response.end(content)
}

function sendJson(response: ServerResponse, answer: PicturesAnswer | ComparisonAnswer): void {
  send(response, 'application/json', JSON.stringify(answer))
}

function refuse(response: ServerResponse, error: unknown): void {
  if (error instanceof RequestRefused) sendText(response, error.status, error.message)
  else if (!(error instanceof LazyImageError)) sendText(response, 500, String(error))
  // The client has gone where it was given up.
  else if (error.code !== 'ABORTED') {
    sendText(response, error.code === 'SOURCE_OUTSIDE_ROOTS' ? 403 : 422, `${error.message} [${error.code}]`)
  }
}
