import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { Renderer, type RenderOutcome } from './batch/renderer.js'
import { summarize } from './batch/summary.js'
import { cacheKey } from './cache/cache-key.js'
import { DiskCache } from './cache/disk-cache.js'
import { MemoryCache } from './cache/memory-cache.js'
import type { Recipe } from './emit/recipe.js'
import type { Value } from './emit/value.js'
import { valueOfPlan } from './emit/value-of-plan.js'
import { engineInfo } from './engine/engine.js'
import { SourceCatalog } from './engine/source-catalog.js'
import { LazyImageError, toLazyImageError } from './errors.js'
import { FILES_AT_ONCE, mapConcurrently } from './map-concurrently.js'
import { availableMemory } from './options/available-memory.js'
import type { BatchReport } from './options/batch-report.js'
import type { Options, ResolvedOptions } from './options/options.js'
import { resolveOptions } from './options/resolve-options.js'
import { makePlan } from './plan/make-plan.js'
import type { Plan, PlannedImage } from './plan/plan.js'
import { decodePath } from './request/decode-path.js'
import { parseRequest } from './request/parse-request.js'
import { splitId } from './request/query.js'

/** Outputs kept in memory so that a second look in one build costs no read. */
const MEMORY_CACHE_BYTES = 128 * 1024 * 1024

const NO_KEYS: ReadonlySet<string> = new Set()

/** A request with everything that can be told from the image's header. */
export interface PlannedRequest {
  plan: Plan
  value: Value
}

/** The one place where the stages meet: request → plan → cache → batch → engine → emit. */
export class Pipeline {
  readonly options: ResolvedOptions
  readonly #fingerprint: string
  readonly #sources: SourceCatalog
  readonly #renderer: Renderer

  /**
   * @param options what the user says.
   * @param root absolute folder that the host works in.
   * @throws {LazyImageError} `OPTION_INVALID`, `NATIVE_LOAD_FAILED`
   */
  constructor(options: Options = {}, root: string = process.cwd()) {
    const { fingerprint, availableParallelism } = engineInfo()
    this.options = resolveOptions(options, { root, parallelism: availableParallelism, memory: availableMemory() })
    const { cacheFolder, logger, limits } = this.options
    const disk = cacheFolder === null ? null : new DiskCache(cacheFolder, logger)
    this.#fingerprint = fingerprint
    this.#sources = new SourceCatalog(limits)
    this.#renderer = new Renderer(this.#withSummary(), new MemoryCache(MEMORY_CACHE_BYTES), disk)
  }

  /**
   * Decides every output of an image request and what its import evaluates to; reads the image's header and hash, no
   * pixel.
   *
   * @param id absolute path and query, for which `isImageRequest` holds.
   * @param hostKeys query keys that belong to the host.
   * @throws {LazyImageError} for a bad directive, a missing or unreadable image, a limit.
   */
  async plan(id: string, hostKeys: ReadonlySet<string> = NO_KEYS): Promise<PlannedRequest> {
    const request = parseRequest(id, { hostKeys, maxVariants: this.options.limits.variants })
    const plan = makePlan(request, await this.#sources.lookUp(request.file))
    return { plan, value: valueOfPlan(plan) }
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

  #withSummary(): ResolvedOptions {
    const { logger, onBatch } = this.options
    const tell = (report: BatchReport) => {
      logger.info(summarize(report))
      onBatch(report)
    }
    return { ...this.options, onBatch: tell }
  }
}

/** An absolute id with a decoded path for one that may be relative to a folder; the query stays as it is. */
export function absoluteId(id: string, folder: string): string {
  const { path, query } = splitId(id)
  const absolute = resolve(folder, path)
  return `${existsSync(absolute) ? absolute : decodePath(absolute)}?${query}`
}
