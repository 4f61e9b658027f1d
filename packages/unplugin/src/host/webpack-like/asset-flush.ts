import { resolve } from 'node:path'
import type { LazyImageError, Pipeline } from '@lazy-image/core'
import {
  fillTokens,
  findTokens,
  type Outcomes,
  type Recipe,
  recipeInStub,
  type Snapshot,
  TOKEN_START,
  type TokenUse,
} from '@lazy-image/core/host'
import type { sources } from 'webpack'
import { type AssetInfo, readSource } from './asset-source.js'
import type { Compilation, Module } from './compiler.js'
import { Diagnosis } from './diagnosis.js'
import type { ImageFiles } from './image-files.js'
import type { FirstImporters } from './importers.js'
import { readFacts } from './kept-facts.js'
import { findId, parsePath } from './resource.js'
import type { ServedImages } from './served-images.js'

type Source = sources.Source

interface Stub {
  name: string
  recipe: Recipe
}

export interface FlushParts {
  compilation: Compilation
  pipeline: Pipeline
  snapshot: Snapshot
  files: ImageFiles
  importers: FirstImporters
  served: ServedImages
}

interface Tokens {
  name: string
  uses: readonly TokenUse[]
}

/**
 * Finds stubs and tokens in the assets of a compilation, by content, so that it matters neither what the assets are
 * called nor whether they were made now or come from a cache of webpack's; makes all their images in one batch and puts
 * them in place.
 */
export class AssetFlush {
  readonly #compilation: Compilation
  readonly #pipeline: Pipeline
  readonly #snapshot: Snapshot
  readonly #files: ImageFiles
  readonly #importers: FirstImporters
  readonly #served: ServedImages
  /** Names of the assets that are images of ours. */
  readonly images = new Set<string>()
  /** Names of their files by the keys of all outputs that were had; null for what code holds. */
  readonly made = new Map<string, string | null>()

  constructor({ compilation, pipeline, snapshot, files, importers, served }: FlushParts) {
    this.#compilation = compilation
    this.#pipeline = pipeline
    this.#snapshot = snapshot
    this.#files = files
    this.#importers = importers
    this.#served = served
  }

  /** Everything in the assets of these names. */
  async fillAssets(names: readonly string[]): Promise<void> {
    const stubs = names.flatMap(name => this.#findStub(name))
    if (this.#served.isOn) await this.#leaveToServer(stubs)
    await this.#fill(this.#served.isOn ? [] : stubs, this.#findTokens(names, stubs))
  }

  /** What code reads off images; files stay as they are, for the compilation that writes them. */
  async fillCode(names: readonly string[]): Promise<void> {
    await this.#fill([], this.#findTokens(names, []))
  }

  /**
   * Code that runs while the build is made, with the values that it reads off images.
   *
   * @returns undefined where it reads none.
   * @throws {WebpackError} of an image that could not be made.
   */
  async fillExecuted(code: Source, module: Module): Promise<Source | undefined> {
    const uses = this.#findUses(code)
    if (uses.length === 0) return undefined
    const outcomes = await this.#snapshot.render(uses.map(({ recipe }) => recipe))
    const [failed] = outcomes.errors()
    if (failed !== undefined) {
      throw await new Diagnosis(this.#compilation, this.#pipeline, this.#importers).makeError(failed.error, module)
    }
    return this.#replaceTokens(code, uses, outcomes)
  }

  /** Drops files that are none: webpack writes the text of an error in place of one whose module failed. */
  dropFailed(): void {
    const failed = [...this.#compilation.modules].filter(module => this.#isFailedFile(module))
    const texts = failed.flatMap(module => [...this.#readTexts(module)])
    for (const { name, source } of texts.length === 0 ? [] : this.#compilation.getAssets()) {
      if (texts.some(text => text.equals(source.buffer()))) this.#compilation.deleteAsset(name)
    }
  }

  #isFailedFile(module: Module): boolean {
    if (module.type !== 'asset' || module.getNumberOfErrors() === 0) return false
    const id = findId(module)
    return id !== undefined && this.#pipeline.claims(id)
  }

  *#readTexts(module: Module): Generator<Buffer> {
    const { chunkGraph, codeGenerationResults } = this.#compilation
    for (const { runtime } of chunkGraph.getModuleChunksIterable(module)) {
      const text = codeGenerationResults?.get(module, runtime).sources.get('asset')
      if (text !== undefined) yield text.buffer()
    }
  }

  #findStub(name: string): Stub[] {
    const asset = this.#compilation.getAsset(name)
    const stub = asset && recipeInStub(asset.source.buffer())
    if (stub === undefined) return []
    return [{ name, recipe: { ...stub, file: this.#findSource(stub.key, asset?.info ?? {}) } }]
  }

  /**
   * The picture that an asset is made from: as it is noted with it, or with the module; of a module that was run during the
   * build before it came from a cache, Rspack has nothing but the name that it gave the source.
   */
  #findSource(key: string, info: AssetInfo): string {
    const source = readSource(info) ?? this.#files.sourceOf(key)
    if (source !== undefined) return resolve(this.#pipeline.options.root, source)
    return resolve(this.#compilation.compiler.context, parsePath(info.sourceFilename ?? ''))
  }

  #findTokens(names: readonly string[], stubs: readonly Stub[]): Tokens[] {
    const stubNames = new Set(stubs.map(({ name }) => name))
    return names.flatMap(name => {
      const source = stubNames.has(name) ? undefined : this.#compilation.getAsset(name)?.source
      const uses = source === undefined ? [] : this.#findUses(source)
      return uses.length === 0 ? [] : [{ name, uses }]
    })
  }

  #findUses(source: Source): readonly TokenUse[] {
    if (!source.buffer().includes(TOKEN_START)) return []
    return findTokens(source.source().toString(), this.#pipeline.options.root)
  }

  async #fill(stubs: readonly Stub[], tokens: readonly Tokens[]): Promise<void> {
    const recipes = [...stubs.map(({ recipe }) => recipe), ...tokens.flatMap(({ uses }) => uses.map(use => use.recipe))]
    if (recipes.length === 0) return
    if (this.#hasFailed()) {
      for (const { name } of stubs) this.#compilation.deleteAsset(name)
      return
    }
    const outcomes = await this.#snapshot.render(recipes)
    await this.#report(outcomes.errors())
    for (const stub of stubs) this.#swap(stub, outcomes)
    for (const { name, uses } of tokens) {
      for (const { recipe } of uses) this.made.set(recipe.key, this.made.get(recipe.key) ?? null)
      this.#compilation.updateAsset(name, source => this.#replaceTokens(source, uses, outcomes))
    }
  }

  /** Whether nothing of the compilation is going to be written, so that images would be made for nobody. */
  #hasFailed(): boolean {
    const { errors, options } = this.#compilation
    return !this.#pipeline.options.keepGoing && errors.length > 0 && options.optimization?.emitOnErrors === false
  }

  #swap({ name, recipe }: Stub, outcomes: Outcomes): void {
    const entry = outcomes.find(recipe)
    // A stub must never be shipped: an error has been reported, and a build may be written all the same.
    if (entry === undefined) {
      this.#compilation.deleteAsset(name)
      return
    }
    const { data } = entry
    const { RawSource } = this.#compilation.compiler.webpack.sources
    this.images.add(name)
    this.made.set(recipe.key, name)
    this.#compilation.updateAsset(name, new RawSource(Buffer.from(data.buffer, data.byteOffset, data.byteLength)))
  }

  #replaceTokens(code: Source, uses: readonly TokenUse[], outcomes: Outcomes): Source {
    const edited = new this.#compilation.compiler.webpack.sources.ReplaceSource(code)
    for (const { start, end, text } of fillTokens(uses, outcomes)) edited.replace(start, end - 1, text)
    return edited
  }

  /** What a browser has asked for in vain is told. */
  async #leaveToServer(stubs: readonly Stub[]): Promise<void> {
    const failed = stubs.flatMap(({ name, recipe }) => {
      const error = this.#served.note(name, recipe)
      return error === undefined ? [] : { key: recipe.key, error }
    })
    await this.#report(failed)
  }

  async #report(failed: Iterable<{ key: string; error: LazyImageError }>): Promise<void> {
    const told = new Set<string>()
    for (const { key, error: cause } of failed) {
      const { compilation, module } = this.#findModule(key) ?? { compilation: this.#compilation, module: undefined }
      const error = await new Diagnosis(compilation, this.#pipeline, this.#importers).makeError(cause, module)
      // The outputs of one import mostly fail for one reason.
      if (!told.has(error.message)) this.#compilation.errors.push(error)
      told.add(error.message)
    }
  }

  /** The module that an output belongs to, in this compilation or one of its children. */
  #findModule(key: string): { compilation: Compilation; module: Module } | undefined {
    const queue = [this.#compilation]
    for (const compilation of queue) {
      queue.push(...compilation.children)
      for (const module of compilation.modules) {
        if (readFacts(module)?.keys.includes(key)) return { compilation, module }
      }
    }
    return undefined
  }
}
