import { joinModules, type ModuleType, moduleTypeOf } from './declarations/module-type.js'
import type { Sources } from './engine/source-catalog.js'
import type { LazyImageError } from './errors.js'
import { AskedQuery } from './language/asked-query.js'
import { locateFile } from './language/decode-path.js'
import type { Diagnostic } from './language/diagnostic.js'
import { findCropsOutside } from './language/find-crops-outside.js'
import { findIneffective } from './language/find-ineffective.js'
import type { ImageRequest } from './language/image-request.js'
import { isComplete, type Language } from './language/language.js'
import { checkDefaults } from './language/make-language.js'
import { parseRequest, refuse } from './language/parse-request.js'
import { parseQuery, type QueryEntry, splitId } from './language/query.js'
import { readEntries } from './language/read-entries.js'
import { ImageModule } from './module/image-module.js'
import type { Value } from './module/value.js'
import { valueOfPlan } from './module/value-of-plan.js'
import type { DirectiveSet } from './options/directive-set.js'
import { failedOption } from './options/option-checks.js'
import type { DefaultsFunction, ImageFacts, ResolvedOptions } from './options/options.js'
import { settleFormats, settlements } from './plan/auto-format.js'
import { makePlan, type PlanOptions } from './plan/make-plan.js'
import type { Plan, PlannedImage } from './plan/plan.js'
import type { SourceInfo } from './plan/source-info.js'

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
  source: SourceInfo
  warnings: readonly Diagnostic[]
}

/** Turns the ids of image imports into plans: defaults, query, header, decisions. */
export class Planner {
  readonly #options: ResolvedOptions
  readonly #language: Language
  readonly #planOptions: PlanOptions

  /** @param fingerprint of the engine that will make what is planned. */
  constructor(options: ResolvedOptions, language: Language, fingerprint: string) {
    this.#options = options
    this.#language = language
    this.#planOptions = { neverLarger: options.neverLarger, fingerprint }
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
    const understood = await this.#understand(id, sources, hostKeys)
    if (understood === null) return null
    const { request, source, warnings } = understood
    const { autoFormats: candidates } = this.#options
    const settled = await settleFormats(request, source, { candidates, sizesOf, ...this.#planOptions })
    const plan = makePlan(settled, source, this.#planOptions)
    const value = await valueOfPlan(plan, this.#options)
    return { plan, value, module: new ImageModule(value, this.#options), warnings }
  }

  /**
   * The type of an import's module, true whichever format `format=auto` comes to.
   *
   * @param id absolute path and query, which must be claimed.
   * @returns null when the defaults leave the image to the bundler after all.
   * @throws {LazyImageError} as {@link plan} does.
   */
  async typeModule(id: string, sources: Sources): Promise<ModuleType | null> {
    const understood = await this.#understand(id, sources, new Set())
    if (understood === null) return null
    const { request, source } = understood
    const types = settlements(request, source, this.#options.autoFormats).map(async settled => {
      const plan = makePlan(settled, source, this.#planOptions)
      return moduleTypeOf(plan, await valueOfPlan(plan, this.#options), this.#options)
    })
    return joinModules(await Promise.all(types))
  }

  async #understand(id: string, sources: Sources, hostKeys: ReadonlySet<string>): Promise<Understood | null> {
    const { path: named, query } = splitId(id)
    const path = locateFile(named)
    const entries = parseQuery(query).filter(({ key }) => !hostKeys.has(key))
    const complete = isComplete(entries)
    const { written, defaults } = complete
      ? { written: entries, defaults: [] }
      : await this.#addDefaults(path, entries, sources)
    if (!complete && defaults.length === 0 && !this.#language.saysSomething(written)) return null
    const request = parseRequest(path, written, this.#language, defaults)
    const source = await sources.lookUp(path)
    const { strict } = this.#options
    const problems = [...findCropsOutside(request, source, strict), ...findIneffective(request, source, strict)]
    refuse(problems, path)
    return { request, source, warnings: [...request.warnings, ...problems] }
  }

  /** What the options say for an image, and what is left of its query when they have looked at it. */
  async #addDefaults(
    path: string,
    written: readonly QueryEntry[],
    sources: Sources,
  ): Promise<{ written: readonly QueryEntry[]; defaults: readonly QueryEntry[] }> {
    const { defaults } = this.#options
    if (typeof defaults !== 'function') {
      const own = this.#language.options.defaults
      return { written, defaults: own === 'dynamic' ? [] : own }
    }
    const query = new AskedQuery(written)
    const given = await callDefaults(defaults, path, query, sources)
    const entries = given === undefined ? [] : readEntries(given, 'defaults()')
    checkDefaults(this.#language, entries, 'defaults()')
    const isOwn = (key: string) => query.wasAskedFor(key) && !this.#language.keys.includes(key)
    return { written: query.current.filter(({ key }) => !isOwn(key)), defaults: entries }
  }
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
