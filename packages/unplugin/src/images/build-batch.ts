import { Outcomes, type Pipeline, type Recipe, type Snapshot } from '@lazy-image/core/host'
import type { Failure } from '../told/failure.js'
import { type HostError, reportFailures } from '../told/report.js'
import type { BuildModules, IncludedModule } from './build-modules.js'
import type { BuildTraits } from './build-traits.js'
import { type Asset, type Chunk, findMentioned, findStubs, type PlannedChunk, type Stub } from './bundle.js'
import type { Filling } from './fill.js'
import type { Importers } from './importers.js'

interface BatchContext {
  error(error: HostError): never
  getModuleIds(): Iterable<string>
}

interface BatchSetUp {
  pipeline: Pipeline
  traits: BuildTraits
  modules: BuildModules
  importers: Importers
  /** The sources as they are in the build that goes on. */
  snapshot: () => Snapshot
}

/** The one batch of an output: every image that its chunks include is made, when it is known which those are. */
export class BuildBatch {
  readonly #build: BatchSetUp
  #begun: Promise<Outcomes> | undefined

  constructor(build: BatchSetUp) {
    this.#build = build
  }

  /** A new output begins: what is included may differ from the one before. */
  forget(): void {
    this.#begun = undefined
  }

  /** What was made, with what the first chunks that are known include. */
  outcomes(context: BatchContext, chunks: () => readonly PlannedChunk[]): Promise<Outcomes> {
    this.#begun ??= this.#renderIncluded(context, chunks())
    return this.#begun
  }

  /** Fails with what is known to fail before anything is made: queries and headers. */
  refuseKnown(context: BatchContext): void {
    refuse(context, this.#build.modules.failures(context.getModuleIds()), this.#build.pipeline)
  }

  /** What was made so far. */
  async outcomesSoFar(): Promise<Outcomes> {
    return (await this.#begun) ?? new Outcomes()
  }

  /** What fills texts in, and makes what else they hold. */
  fillingWith(context: BatchContext, outcomes: Outcomes): Filling {
    const { inlineLimit } = this.#build.traits
    const { root } = this.#build.pipeline.options
    return { root, inlineLimit, outcomesOf: recipes => this.complete(context, recipes, outcomes) }
  }

  /** Outcomes with those of recipes that nobody saw coming, as of code that another plugin kept; fails where one failed. */
  async complete(context: BatchContext, recipes: readonly Recipe[], outcomes: Outcomes): Promise<Outcomes> {
    const missing = recipes.filter(recipe => !outcomes.has(recipe))
    if (missing.length === 0) return outcomes
    const more = await this.#build.snapshot().render(missing)
    const failures = missing.flatMap(recipe => {
      const error = more.errorOf(recipe)
      return error === undefined ? [] : { request: recipe.file, error }
    })
    await this.#refuse(context, failures)
    return new Outcomes(new Map([...outcomes.byKey, ...more.byKey]))
  }

  /** One batch for all included images. Fails with every failure there is, of headers and of pixels. */
  async #renderIncluded(context: BatchContext, chunks: readonly PlannedChunk[]): Promise<Outcomes> {
    const included = this.#includedModules(context, chunks)
    const { emitsAssets, inlineLimit } = this.#build.traits
    const ids = included.map(({ id }) => id)
    await this.#build.importers.noteIn(this.#build.pipeline.ledger, ids)
    const wanted = included.flatMap(({ module, isUsed }) => [
      ...(emitsAssets || inlineLimit !== null ? module.files : []),
      ...(isUsed ? module.readings : []),
    ])
    const outcomes = wanted.length === 0 ? new Outcomes() : await this.render(wanted.map(({ recipe }) => recipe))
    const failures = this.#build.modules.failures(context.getModuleIds())
    for (const { id, module } of included) {
      const error = [...module.files, ...module.readings]
        .filter(({ recipe }) => outcomes.has(recipe))
        .map(({ recipe }) => outcomes.errorOf(recipe))
        .find(found => found !== undefined)
      if (error !== undefined) failures.push(await this.#build.importers.blame(id, error))
    }
    await this.#refuse(context, failures)
    return outcomes
  }

  /** Outputs of this build that its one batch had no need of. */
  render(recipes: readonly Recipe[]): Promise<Outcomes> {
    return this.#build.snapshot().render(recipes)
  }

  /** The stubs among those of a bundle whose images are to be written, each with what makes its image. */
  includedStubs(
    context: BatchContext,
    bundle: Readonly<Record<string, Asset | Chunk>>,
    stubs: readonly Stub[] = findStubs(bundle),
  ): { stub: Stub; recipe: Recipe }[] {
    const chunks = Object.values(bundle).filter(file => file.type === 'chunk')
    const included = new Set(
      this.#includedModules(context, chunks).flatMap(({ module }) => module.files.map(({ recipe }) => recipe.key)),
    )
    const others = stubs.filter(({ key }) => !included.has(key)).map(({ name }) => name)
    const mentioned = findMentioned(bundle, others)
    const recipes = new Map(this.#build.modules.knownFiles().map(({ recipe }) => [recipe.key, recipe]))
    return stubs.flatMap(stub => {
      const recipe = recipes.get(stub.key)
      return recipe === undefined || !(included.has(stub.key) || mentioned.has(stub.name)) ? [] : [{ stub, recipe }]
    })
  }

  /** Keys of all outputs of a bundle, files and what code holds. */
  includedKeys(context: BatchContext, bundle: Readonly<Record<string, Asset | Chunk>>): string[] {
    const chunks = Object.values(bundle).filter(file => file.type === 'chunk')
    const included = this.#includedModules(context, chunks)
    const images = included.flatMap(({ module, isUsed }) => [...module.files, ...(isUsed ? module.readings : [])])
    return images.map(({ recipe }) => recipe.key)
  }

  #includedModules(context: BatchContext, chunks: readonly PlannedChunk[]): IncludedModule[] {
    return this.#build.modules.included(chunks, () => context.getModuleIds(), this.#build.traits.listsFiles)
  }

  async #refuse(context: BatchContext, failures: readonly Failure[]): Promise<void> {
    const { pipeline } = this.#build
    // What was made is kept, wherever that is: the process may end with the build.
    if (failures.length > 0) await pipeline.flushCache()
    refuse(context, failures, pipeline)
  }
}

function refuse(context: BatchContext, failures: readonly Failure[], { options: { root } }: Pipeline): void {
  if (failures.length > 0) context.error(reportFailures(failures, root))
}
