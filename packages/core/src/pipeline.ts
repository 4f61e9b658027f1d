import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { BuildAccount } from './account/build-account.js'
import { TieredCache } from './cache/tiered-cache.js'
import { openTiers } from './cache/tiers.js'
import type { ModuleType } from './declarations/module-type.js'
import { engineInfo } from './engine/engine.js'
import { engineFacts } from './engine/engine-facts.js'
import { SourceCatalog } from './engine/source-catalog.js'
import { SourceIndex } from './engine/source-index.js'
import { decodePath } from './language/decode-path.js'
import type { Diagnostic } from './language/diagnostic.js'
import type { Language } from './language/language.js'
import { listByCommas } from './language/list-by-commas.js'
import { makeLanguage } from './language/make-language.js'
import { splitId } from './language/query.js'
import { restateQuery } from './language/restate-query.js'
import { summarizeBuilds } from './ledger/build-summary.js'
import { listenForBursts } from './ledger/burst-listener.js'
import { Ledger } from './ledger/ledger.js'
import { listenForProgress } from './ledger/progress-listener.js'
import { tellForgottenCache } from './ledger/tell-forgotten-cache.js'
import type { ResolvedCache } from './options/cache-options.js'
import type { Options, ResolvedOptions } from './options/options.js'
import { resolveOptions, type Surroundings } from './options/resolve-options.js'
import type { PlannedImage } from './plan/plan.js'
import { printKeyedQuery } from './plan/print-image.js'
import type { Recipe } from './plan/recipe.js'
import { type PlannedRequest, Planner } from './planner.js'
import { LENIENT_READINGS } from './readings/readings.js'
import { InFlight } from './render/in-flight.js'
import { makeInEngine } from './render/make-outputs.js'
import type { RenderOutcome } from './render/outcomes.js'
import { Renderer } from './render/renderer.js'
import { SHAPES } from './shapes/shapes.js'
import { type PlanCall, Snapshot, type Stages } from './snapshot.js'
import { refuseOldNode } from './supported-node.js'

/** What the machine has is found out when somebody asks. */
function surroundingsIn(root: string): Surroundings {
  return {
    root,
    get parallelism() {
      return engineInfo().availableParallelism
    },
    get memory() {
      return engineInfo().availableMemory
    },
  }
}

/** Beside the outputs: it goes where they go. */
function openIndex({ folder, mode }: ResolvedCache, { limits, failOn }: ResolvedOptions): SourceIndex {
  return new SourceIndex(join(folder, 'sources.index'), mode === 'readwrite', limits, failOn)
}

/** The one place where the stages meet: request → plan → cache → batch → engine → emit. */
export class Pipeline {
  readonly options: ResolvedOptions
  readonly #language: Language
  readonly #stages: Stages
  readonly #cache: TieredCache
  /** What became of every output that was wanted, and for whom. */
  readonly ledger = new Ledger()
  /** What a build has come to as a whole; null where the options ask for no report and have no budgets. */
  readonly account: BuildAccount | null
  #endSummaries: () => void = () => {}
  #tellsBursts = false

  /**
   * @param options what the user says.
   * @param root absolute folder that the host works in.
   * @throws {LazyImageError} `OPTION_INVALID`; where there is no engine, planning throws `NATIVE_LOAD_FAILED`.
   */
  constructor(options: Options = {}, root: string = process.cwd()) {
    refuseOldNode()
    this.options = resolveOptions(options, surroundingsIn(root))
    this.#language = makeLanguage(this.options, SHAPES, LENIENT_READINGS[this.options.strict])
    const { cache, logger, limits, failOn, onBatch, summary } = this.options
    this.#cache = new TieredCache(openTiers({ cache, root: this.options.root, logger }), logger)
    const index = cache === null ? null : openIndex(cache, this.options)
    const sources = new SourceCatalog(limits, failOn, index)
    const make = makeInEngine(this.options, this.ledger, source => sources.isUnchanged(source))
    const fingerprint = () => engineFacts().fingerprint
    const inFlight = new InFlight(String(cache?.folder))
    const isAccounted = this.options.report !== null || this.options.budgets.length > 0
    this.account = isAccounted ? this.#openAccount(fingerprint) : null
    this.#stages = {
      planner: new Planner(this.options, this.#language, fingerprint),
      sources,
      renderer: new Renderer(this.#cache, inFlight, make, this.ledger),
      passing: new Renderer(this.#cache.keepingNearest(), inFlight, make, this.ledger),
      ledger: this.ledger,
      besides: this.account?.wantsThumbnails ? this.account.thumbnails : null,
      fingerprint,
    }
    this.ledger.subscribe(listenForProgress(logger))
    if (summary) this.#endSummaries = this.ledger.subscribe(summarizeBuilds(logger, this.options.root))
    this.ledger.subscribe({ batch: onBatch })
    if (cache !== null) this.ledger.subscribe(tellForgottenCache(cache, logger))
  }

  #openAccount(fingerprint: () => string): BuildAccount {
    return new BuildAccount({
      options: this.options,
      ledger: this.ledger,
      fingerprint,
      renderAside: async recipes => {
        const outcomes = await this.snapshot().render(recipes, undefined, { isTold: false })
        return new Map(
          recipes.flatMap(({ key }) => {
            const entry = outcomes.find({ key })
            return entry === undefined ? [] : [[key, entry] as const]
          }),
        )
      },
    })
  }

  /** For servers, whose pages ask picture by picture: what was done is told in a line for all that a page has asked for. */
  tellBursts(): void {
    if (this.#tellsBursts) return
    this.#tellsBursts = true
    // Nobody writes a report of what a server makes.
    this.#stages.besides = null
    this.#endSummaries()
    this.ledger.subscribe(listenForBursts(this.options.logger))
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

  /** Whether a specifier is such a request by a directive in its query, whatever the options add. */
  namesDirective(specifier: string): boolean {
    return this.#language.namesDirective(specifier)
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

  /**
   * Whether a claimed request is ours in the end: where a function of the options decides, it is asked, and reads the
   * image's header. What fails is ours to tell.
   */
  async wants(id: string): Promise<boolean> {
    if (typeof this.options.defaults !== 'function') return true
    return this.plan(id, { mayEncode: false }).then(
      planned => planned !== null,
      () => true,
    )
  }

  /** A query with `;` where commas separate the values of a list, as whoever types it into a shell may write them. */
  listByCommas(query: string): string {
    return listByCommas(query, this.#language)
  }

  /**
   * A query in words that break no rule and mean what is read in it here, by the rules of vite-imagetools under
   * `strict: 'compat'`; null where no words say it.
   */
  restate(query: string): string | null {
    return restateQuery(query, this.#language)
  }

  /**
   * The files of an image request, absolute: its picture first, then those that it names for other screens. For whoever watches
   * them, or asks whether they may be read; what a function of the options adds is not among them.
   *
   * @param id absolute path and query.
   */
  filesOf(id: string): readonly string[] {
    return this.#stages.planner.filesOf(id)
  }

  /** What a request that is left to the bundler seems to have meant. */
  suspect(specifier: string): readonly Diagnostic[] {
    return this.#language.suspect(specifier)
  }

  /** The sources as they are from now on, for one build of one side or one request of a dev server. */
  snapshot(): Snapshot {
    return new Snapshot(this.#stages)
  }

  /** {@link Snapshot.plan}, in a snapshot of its own. */
  plan(id: string, call?: PlanCall): Promise<PlannedRequest | null> {
    return this.snapshot().plan(id, call)
  }

  /** {@link Snapshot.render}, in a snapshot of its own: outcomes by key. */
  async render(recipes: readonly Recipe[], signal?: AbortSignal): Promise<ReadonlyMap<string, RenderOutcome>> {
    return (await this.snapshot().render(recipes, signal)).byKey
  }

  /**
   * The type of an import's module, true whichever format `format=auto` comes to; reads the image's header and hash.
   *
   * @param id absolute path and query, which must be claimed.
   * @returns null when the defaults leave the image to the bundler after all.
   * @throws {LazyImageError} as {@link plan} does.
   */
  moduleType(id: string): Promise<ModuleType | null> {
    return this.#stages.planner.typeModule(id, this.#stages.sources)
  }

  /**
   * The query that asks for exactly one planned image, whatever the options say; it is claimed. Its key tells versions of
   * the image apart.
   */
  queryOf(image: PlannedImage): string {
    return printKeyedQuery(image)
  }

  /** To be called when a build has failed: tells what became of its images, and waits for what is still being kept. */
  flushCache(): Promise<void> {
    this.ledger.endBuild()
    return this.#cache.flush()
  }

  /**
   * To be called when a build is over: tells what became of its images, waits for what is still being kept, and deletes what the
   * cache has beyond the options' bounds and nobody uses.
   */
  async sweepCache(): Promise<void> {
    this.ledger.endBuild()
    await this.#stages.sources.keep(true)
    await this.#cache.sweep()
  }
}

/** An absolute id with a decoded path for one that may be relative to a folder; the query stays as it is. */
export function absoluteId(id: string, folder: string): string {
  const { path, query } = splitId(id)
  const absolute = resolve(folder, path)
  return `${existsSync(absolute) ? absolute : decodePath(absolute)}?${query}`
}
