import { dirname, resolve } from 'node:path'
import { joinModules, type ModuleType, moduleTypeOf } from './declarations/module-type.js'
import { type Sources, warningsOf } from './engine/source-catalog.js'
import { type ErrorCode, LazyImageError, namePicture, toLazyImageError } from './errors.js'
import { AskedQuery } from './language/asked-query.js'
import { locateFile } from './language/decode-path.js'
import type { Diagnostic } from './language/diagnostic.js'
import { parseDirectedFiles } from './language/directives/media.js'
import { findCropsOutside } from './language/find-crops-outside.js'
import { findIneffective } from './language/find-ineffective.js'
import { findLosses } from './language/find-losses.js'
import type { ImageRequest } from './language/image-request.js'
import { isComplete, type Language } from './language/language.js'
import { checkDefaults } from './language/make-language.js'
import { parseRequest, refuse } from './language/parse-request.js'
import { type QueryEntry, splitId } from './language/query.js'
import { readEntries } from './language/read-entries.js'
import type { Selection } from './language/registry.js'
import { plainResult } from './language/result-draft.js'
import { asksPhoto } from './language/shape.js'
import { ImageModule } from './module/image-module.js'
import { UrlOf, type Value } from './module/value.js'
import { valueOfPlan } from './module/value-of-plan.js'
import type { DirectiveSet } from './options/directive-set.js'
import { failedOption } from './options/option-checks.js'
import type { DefaultsFunction, ImageFacts, ResolvedOptions } from './options/options.js'
import { listChoices, listSettlements, settleFormats } from './plan/auto-format.js'
import { completePlan, makePlan, type PlanOptions } from './plan/make-plan.js'
import { refuseBeyondLimits } from './plan/output-limits.js'
import type { PhotoMetadata } from './plan/photo-metadata.js'
import type { Plan, PlannedImage } from './plan/plan.js'
import { type RequestSources, sourceAt } from './plan/request-sources.js'
import type { SourceInfo } from './plan/source-info.js'
import { RecentMap } from './recent-map.js'

/** A request with everything that can be told from the image's header. */
export interface PlannedRequest {
  plan: Plan
  value: Value
  /** What the import evaluates to, as code or as a value. */
  module: ImageModule
  /** What does not stop the build and is to be told. */
  warnings: readonly Diagnostic[]
}

/** Encodes images and tells their sizes in bytes. */
export type MeasureSizes = (images: readonly PlannedImage[]) => Promise<(number | LazyImageError)[]>

interface Understood {
  request: ImageRequest
  sources: RequestSources
  warnings: readonly Diagnostic[]
}

/** Understood requests that are kept for the other side of a build and for the next one. */
const REQUESTS_KEPT = 5000

const NO_ENTRIES: readonly QueryEntry[] = []

/** Turns the ids of image imports into plans: defaults, query, header, decisions. */
export class Planner {
  readonly #options: ResolvedOptions
  readonly #language: Language
  readonly #planOptions: PlanOptions
  /** By path and query; null for what is left to the bundler. */
  readonly #requests = new RecentMap<ImageRequest | null>(REQUESTS_KEPT)

  /** @param fingerprint of the engine that will make what is planned; asked when something is. */
  constructor(options: ResolvedOptions, language: Language, fingerprint: () => string) {
    this.#options = options
    this.#language = language
    this.#planOptions = {
      neverLarger: options.neverLarger,
      get fingerprint() {
        return fingerprint()
      },
    }
  }

  /**
   * @param id absolute path and query, which must be claimed.
   * @param hostKeys query keys that belong to the host.
   * @param sizesOf decides `format=auto`; null to take its first candidate.
   * @returns null when the defaults leave the image to the bundler after all.
   * @throws {LazyImageError} for a bad directive, a missing or unreadable image, a limit.
   */
  async plan(
    id: string,
    sources: Sources,
    hostKeys: ReadonlySet<string>,
    sizesOf: MeasureSizes | null,
  ): Promise<PlannedRequest | null> {
    const understood = await this.#check(id, sources, hostKeys)
    if (understood === null) return null
    const { request, sources: pictures, warnings } = understood
    const { autoFormats: candidates } = this.#options
    const measure = sizesOf && ((images: readonly PlannedImage[]) => sizesOf(this.#withinLimits(images)))
    const settled = await settleFormats(request, pictures, { candidates, sizesOf: measure, ...this.#planOptions })
    return this.#complete(settled, pictures, await photoFor(request, pictures[0], sources), warnings)
  }

  /**
   * The modules that a request may come to, one for each choice that `format=auto` leaves open: for whoever has all of them
   * made elsewhere before one is chosen.
   *
   * @param id absolute path and query, which must be claimed.
   * @returns none when the defaults leave the image to the bundler after all.
   * @throws {LazyImageError} as {@link plan} does.
   */
  async planChoices(id: string, sources: Sources): Promise<readonly PlannedRequest[]> {
    const understood = await this.#check(id, sources, new Set())
    if (understood === null) return []
    const { request, sources: pictures, warnings } = understood
    const photo = await photoFor(request, pictures[0], sources)
    const choices = listChoices(request, pictures, this.#options.autoFormats)
    return Promise.all(choices.map(settled => this.#complete(settled, pictures, photo, warnings)))
  }

  /** What a request comes to whose formats are decided. */
  async #complete(
    settled: ImageRequest,
    pictures: RequestSources,
    photo: PhotoMetadata | null,
    warnings: readonly Diagnostic[],
  ): Promise<PlannedRequest> {
    const plan = makePlan(settled, pictures, this.#planOptions, photo)
    this.#withinLimits([...plan.images, ...plan.directed.flatMap(({ images }) => images)])
    const value = await valueOfPlan(plan, this.#options)
    return { plan, value, module: new ImageModule(value, this.#options), warnings }
  }

  /** The images, none of which is larger than the options allow. */
  #withinLimits(images: readonly PlannedImage[]): readonly PlannedImage[] {
    for (const { variant, source } of images) refuseBeyondLimits(variant, source, this.#options.limits)
    return images
  }

  /** What the request for a planned image alone comes to, without reading it: the query was printed from the image. */
  planAlone(image: PlannedImage): PlannedRequest {
    const { source, selection } = image
    const request: ImageRequest = {
      file: source.file,
      selections: [selection],
      directed: [],
      result: plainResult(this.#language.options.shapes[0]),
      written: new Map(),
      others: {},
      warnings: [],
    }
    const plan = completePlan(request, source, this.#planOptions, { images: [image], directed: [] })
    const value = new UrlOf(image)
    return { plan, value, module: new ImageModule(value, this.#options), warnings: [] }
  }

  /**
   * The type of an import's module, true whichever format `format=auto` comes to.
   *
   * @param id absolute path and query, which must be claimed.
   * @returns null when the defaults leave the image to the bundler after all.
   * @throws {LazyImageError} as {@link plan} does.
   */
  async typeModule(id: string, sources: Sources): Promise<ModuleType | null> {
    const understood = await this.#check(id, sources, new Set())
    if (understood === null) return null
    const { request, sources: pictures } = understood
    const photo = await photoFor(request, pictures[0], sources)
    const types = listSettlements(request, pictures, this.#options.autoFormats).map(async settled => {
      const plan = makePlan(settled, pictures, this.#planOptions, photo)
      return moduleTypeOf(plan, await valueOfPlan(plan, this.#options), this.#options)
    })
    return joinModules(await Promise.all(types))
  }

  /** The request against the images that it is about. */
  async #check(id: string, sources: Sources, hostKeys: ReadonlySet<string>): Promise<Understood | null> {
    // A directive may ask what the engine can do.
    await sources.ready()
    const { path: named, query } = splitId(id)
    const path = locateFile(named)
    const asked = await this.#parse(path, query, sources, hostKeys)
    if (asked === null) return null
    const source = await sources.lookUp(path)
    const pictures: RequestSources = [source, ...(await lookUpOthers(asked, sources))]
    const request = this.#imply(asked, pictures)
    const { strict } = this.#options
    // What was printed for one output comes from an import that has been told.
    const isTold = isComplete(this.#language.readQuery(query))
    const namedIn = (picture: SourceInfo, problems: readonly Diagnostic[]) =>
      picture === source
        ? problems
        : problems.map(problem => ({ ...problem, message: namePicture(problem.message, picture.file) }))
    const problems = pictures.flatMap(picture => {
      const found = [
        ...findCropsOutside(request, picture, strict),
        ...(picture === source ? findIneffective(request, source, strict) : []),
        ...(isTold ? [] : findLosses(request, picture)),
      ]
      refuse(found, picture.file)
      return namedIn(picture, found)
    })
    // Whoever drops a gain map does not mind that it cannot be used.
    const minds = (code: ErrorCode) =>
      code !== 'GAIN_MAP_DROPPED' || request.selections.some(selection => selection.hdr !== 'drop')
    const faults = pictures.flatMap(picture => {
      const found = warningsOf(picture)
        .filter(({ code }) => minds(code))
        .map(({ code, message }) => ({ code, message, severity: 'warning', span: null }) as const)
      return namedIn(picture, found)
    })
    return { request, sources: pictures, warnings: [...request.warnings, ...problems, ...faults] }
  }

  /** The request with what the tool takes for said that it is read as. */
  #imply(request: ImageRequest, pictures: RequestSources): ImageRequest {
    const { lenient } = this.#language.options
    if (lenient === null) return request
    const complete = (selections: readonly Selection[], { format }: SourceInfo) =>
      selections.map(selection => lenient.imply(selection, selection.format ?? format))
    return {
      ...request,
      selections: complete(request.selections, pictures[0]),
      directed: request.directed.map(source => ({
        ...source,
        selections: complete(source.selections, sourceAt(pictures, source.file)),
      })),
    }
  }

  /**
   * The files of an image request, absolute: its picture, and those that it names for other screens. Reads nothing but the request;
   * what a function of the options adds is not among them.
   *
   * @param id absolute path and query.
   */
  filesOf(id: string): readonly string[] {
    const { path, query } = splitId(id)
    const file = locateFile(path)
    const entries = this.#language.readQuery(query)
    if (isComplete(entries)) return [file]
    const { defaults } = this.#language.options
    const { given } = this.#language.collect(entries, defaults === 'dynamic' ? NO_ENTRIES : defaults)
    const said = [...given].find(([{ name }]) => name === 'media')?.[1]
    const others = said === undefined ? [] : (parseDirectedFiles(said.text) ?? [])
    return [...new Set([file, ...others.map(other => resolve(dirname(file), other.path))])]
  }

  /** What a request asks for, before its image is known; understood once, unless a function has a say for each image. */
  async #parse(
    path: string,
    query: string,
    sources: Sources,
    hostKeys: ReadonlySet<string>,
  ): Promise<ImageRequest | null> {
    const all = this.#language.readQuery(query)
    const entries = all.some(({ key }) => hostKeys.has(key)) ? all.filter(({ key }) => !hostKeys.has(key)) : all
    const own = isComplete(entries) ? NO_ENTRIES : this.#language.options.defaults
    if (own === 'dynamic') {
      const { written, defaults } = await this.#addDefaults(path, entries, sources)
      return this.#understand(path, written, defaults)
    }
    if (entries !== all) return this.#understand(path, entries, own)
    return this.#requests.getOrMake(`${path}?${query}`, () => this.#understand(path, entries, own))
  }

  #understand(path: string, written: readonly QueryEntry[], defaults: readonly QueryEntry[]): ImageRequest | null {
    const asks = isComplete(written) || defaults.length > 0 || this.#language.saysSomething(written)
    return asks ? parseRequest(path, written, this.#language, defaults) : null
  }

  /** What a function says for an image, and what is left of the query when it has looked at it. */
  async #addDefaults(
    path: string,
    written: readonly QueryEntry[],
    sources: Sources,
  ): Promise<{ written: readonly QueryEntry[]; defaults: readonly QueryEntry[] }> {
    const { defaults } = this.#options
    if (typeof defaults !== 'function') return { written, defaults: NO_ENTRIES }
    const query = new AskedQuery(written)
    const given = await callDefaults(defaults, path, query, sources)
    const entries = given === undefined ? [] : readEntries(given, 'defaults()')
    checkDefaults(this.#language, entries, 'defaults()')
    const isOwn = (key: string) => query.wasAskedFor(key) && !this.#language.keys.includes(key)
    return { written: query.current.filter(({ key }) => !isOwn(key)), defaults: entries }
  }
}

/**
 * The other pictures that a request names.
 *
 * @throws {LazyImageError} of all that are missing or unreadable.
 */
async function lookUpOthers({ file, directed, written }: ImageRequest, sources: Sources): Promise<SourceInfo[]> {
  const others = [...new Set(directed.map(source => source.file))].filter(other => other !== file)
  const span = [...written].find(([{ name }]) => name === 'media')?.[1]
  const found = await Promise.all(others.map(other => sources.lookUp(other).catch(toLazyImageError)))
  const failed = found.flatMap((picture, index) => {
    if (!(picture instanceof LazyImageError)) return []
    const { code, message } = picture
    const image = others[index] ?? file
    return { code, image, message: namePicture(message, image) }
  })
  const [first] = failed
  if (first === undefined) return found as SourceInfo[]
  const message = failed.map(one => one.message).join('\n')
  throw new LazyImageError(first.code, message, { image: first.image, spans: span ? [span] : [] })
}

/** What the photograph says of itself, where the import asks for it: the file is read once more for it. */
async function photoFor({ result }: ImageRequest, source: SourceInfo, sources: Sources): Promise<PhotoMetadata | null> {
  return asksPhoto(result.shape) ? sources.photoOf(source) : null
}

async function callDefaults(
  defaults: DefaultsFunction,
  path: string,
  query: AskedQuery,
  sources: Sources,
): Promise<DirectiveSet | undefined> {
  try {
    return await defaults(path, async () => factsOf(await sources.lookUp(path)), query)
  } catch (error) {
    throw failedOption('defaults()', error)
  }
}

function factsOf(source: SourceInfo): ImageFacts {
  const { orientedWidth, orientedHeight, file: _, contentHash: __, bytes: ___, ...facts } = source
  return { width: orientedWidth, height: orientedHeight, ...facts }
}
