import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { cacheKey } from './cache/cache-key.js'
import { DiskCache } from './cache/disk-cache.js'
import { MemoryCache } from './cache/memory-cache.js'
import { joinModules, type ModuleType, moduleTypeOf } from './declarations/module-type.js'
import { engineInfo } from './engine/engine.js'
import { SourceCatalog } from './engine/source-catalog.js'
import { LazyImageError, toLazyImageError } from './errors.js'
import { AskedQuery } from './language/asked-query.js'
import { decodePath } from './language/decode-path.js'
import type { Diagnostic } from './language/diagnostic.js'
import { findCropsOutside } from './language/find-crops-outside.js'
import { findIneffective } from './language/find-ineffective.js'
import type { ImageRequest } from './language/image-request.js'
import { isComplete, type Language, OUTPUT_KEY } from './language/language.js'
import { checkDefaults, makeLanguage } from './language/make-language.js'
import { parseRequest, refuse } from './language/parse-request.js'
import { printSelection } from './language/print-selection.js'
import { parseQuery, type QueryEntry, splitId } from './language/query.js'
import { readEntries } from './language/read-entries.js'
import { summarize } from './ledger/summary.js'
import { FILES_AT_ONCE, mapConcurrently } from './map-concurrently.js'
import { type Expressions, moduleCode } from './module/module-code.js'
import type { Recipe } from './module/recipe.js'
import type { Value } from './module/value.js'
import { valueOfPlan } from './module/value-of-plan.js'
import type { BatchReport } from './options/batch-report.js'
import type { DirectiveSet } from './options/directive-set.js'
import { failedOption } from './options/option-checks.js'
import type { DefaultsFunction, ImageFacts, Options, ResolvedOptions } from './options/options.js'
import { resolveOptions } from './options/resolve-options.js'
import { type AutoFormats, settleFormats, settlements } from './plan/auto-format.js'
import { makePlan } from './plan/make-plan.js'
import type { Plan, PlannedImage } from './plan/plan.js'
import type { SourceInfo } from './plan/source-info.js'
import { Renderer, type RenderOutcome } from './render/renderer.js'
import { SHAPES } from './shapes/shapes.js'

/** Outputs kept in memory so that a second look in one build costs no read. */
const MEMORY_CACHE_BYTES = 128 * 1024 * 1024

const NO_KEYS: ReadonlySet<string> = new Set()

/** A request with everything that can be told from the image's header. */
export interface PlannedRequest {
  plan: Plan
  value: Value
  /** What does not stop the build and is to be told. */
  warnings: readonly Diagnostic[]
}

export interface PlanCall {
  /** Query keys that belong to the host. */
  hostKeys?: ReadonlySet<string>
  /** Whether `format=auto` may take the time to encode what it chooses from; else it takes the first. Default true. */
  mayEncode?: boolean
}

/** The one place where the stages meet: request → plan → cache → batch → engine → emit. */
export class Pipeline {
  readonly options: ResolvedOptions
  readonly #language: Language
  readonly #fingerprint: string
  readonly #sources: SourceCatalog
  readonly #renderer: Renderer
  readonly #disk: DiskCache | null

  /**
   * @param options what the user says.
   * @param root absolute folder that the host works in.
   * @throws {LazyImageError} `OPTION_INVALID`, `NATIVE_LOAD_FAILED`
   */
  constructor(options: Options = {}, root: string = process.cwd()) {
    const { fingerprint, availableParallelism, availableMemory } = engineInfo()
    this.options = resolveOptions(options, { root, parallelism: availableParallelism, memory: availableMemory })
    this.#language = makeLanguage(this.options, SHAPES)
    const { cacheFolder, logger, limits } = this.options
    this.#disk = cacheFolder === null ? null : new DiskCache(cacheFolder, logger)
    this.#fingerprint = fingerprint
    this.#sources = new SourceCatalog(limits)
    this.#renderer = new Renderer(this.#withSummary(), new MemoryCache(MEMORY_CACHE_BYTES), this.#disk)
  }

  /**
   * Whether an id, absolute path and query, is an image with at least one directive, after defaults; anything else is the
   * bundler's.
   */
  claims(id: string): boolean {
    return this.#language.claims(id)
  }

  /** Whether a specifier is written as an image request; its file may still be left to the bundler by the options. */
  isRequest(specifier: string): boolean {
    return this.#language.isRequest(specifier)
  }

  /** Whether a longer text may hold an image request somewhere; a quick look that finds too much rather than too little. */
  mayMention(text: string): boolean {
    return this.#language.mayMention(text)
  }

  /** Whether a path is an image's, and the options leave it to us. */
  isImage(path: string): boolean {
    return this.#language.isImage(path)
  }

  /** Whether the options leave an id, absolute path and query, to us, whatever it asks for. */
  accepts(id: string): boolean {
    return this.#language.accepts(id)
  }

  /** Whether a claimed request evaluates to one URL whatever its image holds, so that CSS can use it. */
  wantsOneUrl(id: string): boolean {
    return this.#language.wantsOneUrl(id)
  }

  /** What a request that is left to the bundler seems to have meant. */
  suspect(specifier: string): readonly Diagnostic[] {
    return this.#language.suspect(specifier)
  }

  /**
   * Decides every output of an image request and what its import evaluates to; reads the image's header and hash, and
   * no pixel but for `format=auto`.
   *
   * @param id absolute path and query, which must be claimed.
   * @returns null when the defaults leave the image to the bundler after all.
   * @throws {LazyImageError} for a bad directive, a missing or unreadable image, a limit.
   */
  async plan(id: string, { hostKeys = NO_KEYS, mayEncode = true }: PlanCall = {}): Promise<PlannedRequest | null> {
    const understood = await this.#understand(id, hostKeys)
    if (understood === null) return null
    const { parsed, source, warnings } = understood
    const request = await settleFormats(parsed, source, this.#autoFormats(mayEncode))
    const plan = makePlan(request, source, this.options)
    return { plan, value: await valueOfPlan(plan, this.options), warnings }
  }

  /**
   * The type of an import's module, true whichever format `format=auto` comes to; reads the image's header and hash.
   *
   * @param id absolute path and query, which must be claimed.
   * @returns null when the defaults leave the image to the bundler after all.
   * @throws {LazyImageError} as {@link plan} does.
   */
  async moduleType(id: string): Promise<ModuleType | null> {
    const understood = await this.#understand(id, NO_KEYS)
    if (understood === null) return null
    const { parsed, source } = understood
    const types = settlements(parsed, source, this.options.autoFormats).map(async request => {
      const plan = makePlan(request, source, this.options)
      return moduleTypeOf(plan, await valueOfPlan(plan, this.options), this.options)
    })
    return joinModules(await Promise.all(types))
  }

  /** The module of a planned request. */
  moduleCode(value: Value, expressions: Expressions): string {
    return moduleCode(value, expressions, this.options)
  }

  /**
   * The query that asks for exactly one planned image, whatever the options say; it is claimed. Its key tells versions of
   * the image apart.
   */
  queryOf(image: PlannedImage): string {
    const key = `${OUTPUT_KEY}=${this.recipeOf(image).key}`
    const directives = printSelection(image.selection)
    return directives === '' ? key : `${directives}&${key}`
  }

  /** What makes a planned image, now or later. */
  recipeOf({ source, variant }: PlannedImage): Recipe {
    return { key: cacheKey(source, variant, this.#fingerprint), file: source.file, variant }
  }

  /**
   * The outputs of recipes by the recipes' keys; whatever is neither in memory nor on disk is made in one batch.
   * A failure is a value and hides no other result.
   *
   * @throws {LazyImageError} `ABORTED`, or a failure that is no image's fault.
   */
  async render(recipes: readonly Recipe[], signal?: AbortSignal): Promise<Map<string, RenderOutcome>> {
    const results = new Map<string, RenderOutcome>()
    const tasks = await mapConcurrently(
      [...new Map(recipes.map(recipe => [recipe.key, recipe])).values()],
      FILES_AT_ONCE,
      async recipe => {
        try {
          const source = await this.#sources.lookUp(recipe.file)
          // The file may have changed since the recipe was written: what is cached must lie under its true key.
          const key = cacheKey(source, recipe.variant, this.#fingerprint)
          return { asked: recipe.key, key, file: source.file, fileBytes: source.bytes, variant: recipe.variant }
        } catch (error) {
          results.set(recipe.key, toLazyImageError(error))
          return undefined
        }
      },
    )
    const found = tasks.filter(task => task !== undefined)
    const outcomes = await this.#renderer.render(found, signal)
    for (const { asked, key } of found) {
      results.set(asked, outcomes.get(key) ?? new LazyImageError('ENGINE_FAILURE', `No result for ${asked}`))
    }
    return results
  }

  async #understand(
    id: string,
    hostKeys: ReadonlySet<string>,
  ): Promise<{ parsed: ImageRequest; source: SourceInfo; warnings: readonly Diagnostic[] } | null> {
    const { path, query } = splitId(id)
    const entries = parseQuery(query).filter(({ key }) => !hostKeys.has(key))
    const complete = isComplete(entries)
    const { written, defaults } = complete
      ? { written: entries, defaults: [] }
      : await this.#afterDefaults(path, entries)
    if (!complete && defaults.length === 0 && !this.#language.saysSomething(written)) return null
    const parsed = parseRequest(path, written, this.#language, defaults)
    const source = await this.#sources.lookUp(path)
    const { strict } = this.options
    const problems = [...findCropsOutside(parsed, source, strict), ...findIneffective(parsed, source, strict)]
    refuse(problems, path)
    return { parsed, source, warnings: [...parsed.warnings, ...problems] }
  }

  /** What the options say for an image, and what is left of its query when they have looked at it. */
  async #afterDefaults(
    path: string,
    written: readonly QueryEntry[],
  ): Promise<{ written: readonly QueryEntry[]; defaults: readonly QueryEntry[] }> {
    const { defaults } = this.options
    if (typeof defaults !== 'function') {
      const own = this.#language.options.defaults
      return { written, defaults: own === 'dynamic' ? [] : own }
    }
    const query = new AskedQuery(written)
    const given = await this.#called(defaults, path, query)
    const entries = given === undefined ? [] : readEntries(given, 'defaults()')
    checkDefaults(this.#language, entries, 'defaults()')
    const isOwn = (key: string) => query.wasAskedFor(key) && !this.#language.keys.includes(key)
    return { written: query.current.filter(({ key }) => !isOwn(key)), defaults: entries }
  }

  /** Deletes what the cache has kept for longer than the options say and this process has not used. */
  async sweepCache(): Promise<void> {
    const { cacheRetention } = this.options
    if (cacheRetention !== null) await this.#disk?.sweep(cacheRetention * 1000)
  }

  async #called(defaults: DefaultsFunction, path: string, query: AskedQuery): Promise<DirectiveSet | undefined> {
    try {
      return await defaults(path, async () => factsOf(await this.#sources.lookUp(path)), query)
    } catch (error) {
      throw failedOption('defaults()', error)
    }
  }

  #autoFormats(mayEncode: boolean): AutoFormats {
    const { autoFormats: candidates, neverLarger } = this.options
    return {
      candidates,
      neverLarger,
      sizesOf: mayEncode ? images => this.#encodedSizes(images) : null,
    }
  }

  async #encodedSizes(images: readonly PlannedImage[]): Promise<(number | LazyImageError)[]> {
    const recipes = images.map(image => this.recipeOf(image))
    const outcomes = await this.render(recipes)
    return recipes.map(({ key }) => {
      const outcome = outcomes.get(key)
      if (outcome === undefined) return new LazyImageError('ENGINE_FAILURE', `No result for ${key}`)
      return outcome instanceof LazyImageError ? outcome : outcome.data.length
    })
  }

  #withSummary(): ResolvedOptions {
    const { logger, onBatch } = this.options
    const tell = (report: BatchReport) => {
      logger.info(summarize(report))
      onBatch(report)
    }
    return { ...this.options, onBatch: tell }
  }
}

function factsOf(source: SourceInfo): ImageFacts {
  const { orientedWidth, orientedHeight, file: _, contentHash: __, bytes: ___, ...facts } = source
  return { width: orientedWidth, height: orientedHeight, ...facts }
}

/** An absolute id with a decoded path for one that may be relative to a folder; the query stays as it is. */
export function absoluteId(id: string, folder: string): string {
  const { path, query } = splitId(id)
  const absolute = resolve(folder, path)
  return `${existsSync(absolute) ? absolute : decodePath(absolute)}?${query}`
}
