import {
  fillTokens,
  findTokens,
  type Outcomes,
  type Pipeline,
  type Recipe,
  recipeInStub,
  type TokenUse,
} from '@lazy-image/core/host'
import type webpack from 'webpack'
import type { Compilation, Module } from 'webpack'
import { outputError } from './errors.js'

type Webpack = typeof webpack

interface Stub {
  name: string
  recipe: Recipe
}

interface Tokens {
  name: string
  uses: readonly TokenUse[]
}

/**
 * Finds stubs and tokens in the assets of a compilation, by content, so that it does not matter whether they were made
 * now or come from a cache of webpack's; makes all their images in one batch and puts them in place.
 */
export class AssetFlush {
  readonly #webpack: Webpack
  readonly #compilation: Compilation
  readonly #pipeline: Pipeline

  constructor(webpack: Webpack, compilation: Compilation, pipeline: Pipeline) {
    this.#webpack = webpack
    this.#compilation = compilation
    this.#pipeline = pipeline
  }

  async run(): Promise<void> {
    const { stubs, tokens } = this.#find()
    const recipes = [...stubs.map(({ recipe }) => recipe), ...tokens.flatMap(({ uses }) => uses.map(use => use.recipe))]
    if (recipes.length === 0) return
    const outcomes = await this.#pipeline.snapshot().render(recipes)
    await this.#report(outcomes)
    for (const stub of stubs) this.#swap(stub, outcomes)
    for (const entry of tokens) this.#replace(entry, outcomes)
  }

  #find(): { stubs: Stub[]; tokens: Tokens[] } {
    const { root } = this.#pipeline.options
    const stubs: Stub[] = []
    const tokens: Tokens[] = []
    for (const { name, source } of this.#compilation.getAssets()) {
      if (/\.[cm]?js$/.test(name)) {
        const uses = findTokens(source.source().toString(), root)
        if (uses.length > 0) tokens.push({ name, uses })
        continue
      }
      const recipe = recipeInStub(source.buffer(), root)
      if (recipe !== undefined) stubs.push({ name, recipe })
    }
    return { stubs, tokens }
  }

  #swap({ name, recipe }: Stub, outcomes: Outcomes): void {
    const entry = outcomes.find(recipe)
    // A stub must never be shipped: an error has been reported, and a build may be written all the same.
    if (entry === undefined) {
      this.#compilation.deleteAsset(name)
      return
    }
    const { data } = entry
    const source = new this.#webpack.sources.RawSource(Buffer.from(data.buffer, data.byteOffset, data.byteLength))
    this.#compilation.updateAsset(name, source)
  }

  #replace({ name, uses }: Tokens, outcomes: Outcomes): void {
    this.#compilation.updateAsset(name, original => {
      const edited = new this.#webpack.sources.ReplaceSource(original)
      for (const { start, end, text } of fillTokens(uses, outcomes)) edited.replace(start, end - 1, text)
      return edited
    })
  }

  async #report(outcomes: Outcomes): Promise<void> {
    const told = new Set<string>()
    for (const { key, error: cause } of outcomes.errors()) {
      const { compilation, module } = this.#moduleOf(key) ?? { compilation: this.#compilation, module: undefined }
      const { WebpackError } = this.#webpack
      const error = await outputError(cause, WebpackError, compilation, module, this.#pipeline)
      // The outputs of one import mostly fail for one reason.
      if (!told.has(error.message)) this.#compilation.errors.push(error)
      told.add(error.message)
    }
  }

  /** The module whose stub or token an output belongs to, in this compilation or one of its children. */
  #moduleOf(key: string): { compilation: Compilation; module: Module } | undefined {
    const { root } = this.#pipeline.options
    const queue = [this.#compilation]
    for (const compilation of queue) {
      queue.push(...compilation.children)
      for (const module of compilation.modules) {
        const source = module.originalSource()
        if (source === null) continue
        const isStub = recipeInStub(source.buffer(), root)?.key === key
        const isToken = findTokens(source.source().toString(), root).some(({ recipe }) => recipe.key === key)
        if (isStub || isToken) return { compilation, module }
      }
    }
    return undefined
  }
}
