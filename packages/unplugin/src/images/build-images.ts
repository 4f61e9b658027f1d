import type { LazyImageError } from '@lazy-image/core'
import {
  fillTokens,
  findTokens,
  type ImageModule,
  Outcomes,
  type Pipeline,
  type PlannedImage,
  printImage,
  type Recipe,
  recipeInStub,
  type Snapshot,
  splitId,
  stubOf,
  toLazyImageError,
} from '@lazy-image/core/host'
import MagicString from 'magic-string'
import type { Failure } from '../told/failure.js'
import { type HostError, mentionFailures, reportFailures } from '../told/report.js'
import { Importers } from './importers.js'
import { relativePath } from './relative-path.js'

/** What Rollup, Rolldown and Vite's versions of both give a hook. */
export interface BundleContext {
  addWatchFile(file: string): void
  emitFile(file: { type: 'asset'; name: string; originalFileName: string; source: Uint8Array }): string
  warn(message: string): void
  error(error: HostError): never
  getModuleIds(): Iterable<string>
}

export interface Chunk {
  type: 'chunk'
  /** By module id, what the chunk includes. */
  modules: Readonly<Record<string, unknown>>
}

export interface Asset {
  type: 'asset'
  source: string | Uint8Array
}

/** What differs between the bundlers that share Rollup's build hooks. */
export interface BundleTraits {
  /** An expression for the URL of an emitted file. */
  urlExpression(reference: string): string
  /** Query keys that belong to the bundler. */
  hostKeys: ReadonlySet<string>
  /** Whether this build writes its assets; a server build leaves that to the client's. */
  emitsAssets: boolean
}

/**
 * The images of one module graph: stubs while it is built, one batch when it is known what is included, bytes in
 * place of stubs at the end.
 */
export class BundleImages {
  readonly importers = new Importers()
  readonly #pipeline: Pipeline
  readonly #traits: BundleTraits
  readonly #modules = new Map<string, ImageModule>()
  readonly #failures = new Map<string, Failure>()
  #snapshot: Snapshot
  #flush: Promise<Outcomes> | undefined

  constructor(pipeline: Pipeline, traits: BundleTraits) {
    this.#pipeline = pipeline
    this.#traits = traits
    this.#snapshot = pipeline.snapshot()
  }

  /** Sources are looked at anew, once each. */
  beginBuild(): void {
    this.importers.beginBuild()
    this.#snapshot = this.#pipeline.snapshot()
  }

  /**
   * The module of an image request. A failure is kept for the end of the build, where it is told together with all
   * others; until then an empty module stands in.
   */
  async load(context: BundleContext, id: string): Promise<{ code: string; moduleSideEffects: false } | null> {
    if (!this.#pipeline.claims(id)) return null
    context.addWatchFile(splitId(id).path)
    try {
      const code = await this.#load(context, id)
      this.#failures.delete(id)
      return code === null ? null : { code, moduleSideEffects: false }
    } catch (error) {
      this.#modules.delete(id)
      this.#failures.set(id, await this.#failure(id, toLazyImageError(error)))
      return { code: 'export default undefined;\n', moduleSideEffects: false }
    }
  }

  async #load(context: BundleContext, id: string): Promise<string | null> {
    const planned = await this.#snapshot.plan(id, { hostKeys: this.#traits.hostKeys })
    const { root } = this.#pipeline.options
    const warnings = planned?.warnings ?? this.#pipeline.suspect(id)
    for (const warning of warnings) context.warn(await this.importers.describe(id, warning, root))
    if (planned === null) return null
    const { module } = planned
    this.#modules.set(id, module)
    return module.code(image => this.#traits.urlExpression(this.#emit(context, image)))
  }

  #emit(context: BundleContext, image: PlannedImage): string {
    const { root } = this.#pipeline.options
    return context.emitFile({
      type: 'asset',
      name: image.fileName,
      // Unique for each output, so that a manifest does not take the widths of one photograph for one file.
      originalFileName: originalNameOf(image, root),
      source: stubOf(image.recipe, root),
    })
  }

  /** A new output begins: what is included may differ from the one before. */
  renderStart(): void {
    this.#flush = undefined
  }

  /**
   * Replaces the tokens in a chunk; the first chunk of an output makes every image that the chunks include.
   */
  async renderChunk(context: BundleContext, code: string, chunks: Iterable<Chunk>): Promise<MagicString | null> {
    this.#flush ??= this.#renderIncluded(context, chunks)
    const outcomes = await this.#flush
    const tokens = findTokens(code, this.#pipeline.options.root)
    if (tokens.length === 0) return null
    const edited = new MagicString(code)
    const missing = tokens.map(({ recipe }) => recipe).filter(recipe => !outcomes.has(recipe))
    const more = await this.#snapshot.render(missing)
    const find = (recipe: Recipe) => (outcomes.has(recipe) ? outcomes : more).find(recipe)
    for (const { start, end, text } of fillTokens(tokens, { find })) edited.update(start, end, text)
    return edited
  }

  /** One batch for all included images. Fails with every failure there is, of headers and of pixels. */
  async #renderIncluded(context: BundleContext, chunks: Iterable<Chunk>): Promise<Outcomes> {
    const included = [...this.#includedModules(chunks)]
    const wanted = included.flatMap(({ module }) =>
      this.#traits.emitsAssets ? module.wanted() : module.readings.map(({ recipe }) => recipe),
    )
    const outcomes = await this.#snapshot.render(wanted)
    const failures = this.#failuresInGraph(context)
    for (const { id, module } of included) {
      const error = module
        .wanted()
        .filter(recipe => outcomes.has(recipe))
        .map(recipe => outcomes.errorOf(recipe))
        .find(found => found !== undefined)
      if (error !== undefined) failures.push(await this.#failure(id, error))
    }
    if (failures.length > 0) context.error(reportFailures(failures, this.#pipeline.options.root))
    return outcomes
  }

  /** The stubs in a bundle whose images its chunks include. */
  includedStubs(bundle: Readonly<Record<string, Asset | Chunk>>): { name: string; asset: Asset; recipe: Recipe }[] {
    return this.#stubsIn(bundle).filter(({ isIncluded }) => isIncluded)
  }

  /** Swaps bytes in for the stubs of included images and removes the others. */
  async generateBundle(bundle: Record<string, Asset | Chunk>): Promise<void> {
    const outcomes = (await this.#flush) ?? new Outcomes()
    for (const { name, asset, recipe, isIncluded } of this.#stubsIn(bundle)) {
      if (!isIncluded) delete bundle[name]
      else asset.source = outcomes.find(recipe)?.data ?? asset.source
    }
    await this.#pipeline.sweepCache()
  }

  #stubsIn(
    bundle: Readonly<Record<string, Asset | Chunk>>,
  ): { name: string; asset: Asset; recipe: Recipe; isIncluded: boolean }[] {
    const chunks = Object.values(bundle).filter(file => file.type === 'chunk')
    const included = new Set(
      [...this.#includedModules(chunks)].flatMap(({ module }) => module.files.map(({ recipe }) => recipe.key)),
    )
    return Object.entries(bundle).flatMap(([name, asset]) => {
      if (asset.type !== 'asset') return []
      const recipe = recipeInStub(asset.source, this.#pipeline.options.root)
      return recipe === undefined ? [] : [{ name, asset, recipe, isIncluded: included.has(recipe.key) }]
    })
  }

  /** When the build fails for another reason, what is known of images is still told. */
  buildFailed(context: BundleContext): void {
    const failures = this.#failuresInGraph(context)
    if (failures.length > 0) context.warn(mentionFailures(failures, this.#pipeline.options.root))
  }

  *#includedModules(chunks: Iterable<Chunk>): Generator<{ id: string; module: ImageModule }> {
    for (const chunk of chunks) {
      for (const id of Object.keys(chunk.modules)) {
        const module = this.#modules.get(id)
        if (module !== undefined) yield { id, module }
      }
    }
  }

  #failuresInGraph(context: BundleContext): Failure[] {
    const ids = new Set(context.getModuleIds())
    return [...this.#failures].filter(([id]) => ids.has(id)).map(([, failure]) => failure)
  }

  async #failure(id: string, error: LazyImageError): Promise<Failure> {
    const request = this.importers.specifierOf(id) ?? id
    return { request, error: error.at(await this.importers.locate(id)) }
  }
}

function originalNameOf(image: PlannedImage, root: string): string {
  return `${relativePath(root, image.source.file)}?${printImage(image)}`
}
