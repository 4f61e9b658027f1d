import { resolve } from 'node:path'
import type { BuiltPage, Pipeline } from '@lazy-image/core/host'
import { closeAccount } from '../../images/close-account.js'
import { wordBudget } from '../../told/budgets.js'
import type { AssetFlush } from './asset-flush.js'
import type { Compilation, Module } from './compiler.js'
import { readFacts } from './kept-facts.js'

/**
 * All images of a compilation are there: budgets are held against them, whose findings become errors and warnings of the
 * compilation, and the report is written.
 */
export async function closeCompilation(
  compilation: Compilation,
  pipeline: Pipeline,
  { made }: Pick<AssetFlush, 'made'>,
): Promise<void> {
  // Nothing of it is written.
  if (pipeline.account === null || compilation.errors.length > 0) return
  const folder = compilation.outputOptions.path
  const fileOf = (name: string | null) => (name === null || folder === undefined ? null : resolve(folder, name))
  const { failures, warnings } = await closeAccount(pipeline, () => ({
    side: compilation.compiler.options.name ?? 'build',
    files: new Map([...made].map(([key, name]) => [key, fileOf(name)])),
    pages: listEntries(compilation),
  }))
  const { root } = pipeline.options
  const { WebpackError } = compilation.compiler.webpack
  for (const failure of [...failures, ...warnings]) {
    const told = new WebpackError(wordBudget(failure, root))
    const isError = failures.includes(failure)
    told.name = isError ? 'ImageError' : 'ImageWarning'
    told.hideStack = true
    ;(isError ? compilation.errors : compilation.warnings).push(told)
  }
}

/** The entries with the images of all that is loaded with them. */
function listEntries(compilation: Compilation): BuiltPage[] {
  const { entrypoints, chunkGraph } = compilation
  return [...entrypoints].map(([name, { chunks }]) => {
    const joined = chunks.flatMap(chunk => [...chunkGraph.getChunkModulesIterable(chunk)])
    const modules = joined.flatMap(module => [module, ...modulesIn(module)])
    const imports = modules.flatMap(module => {
      const keys = readFacts(module)?.keys ?? []
      return keys.length === 0 ? [] : [keys]
    })
    return { name, imports: imports.filter((keys, index) => !isPart(keys, index, imports)) }
  })
}

/** Those that a bundler has joined to one. */
function modulesIn(module: Module): readonly Module[] {
  return 'modules' in module && Array.isArray(module.modules) ? (module.modules as Module[]) : []
}

/** Whether an import is the file of another one, which is a module of its own. */
function isPart(keys: readonly string[], index: number, all: readonly (readonly string[])[]): boolean {
  return all.some((other, position) => {
    const isWhole = other.length > keys.length || (other.length === keys.length && position < index)
    return isWhole && keys.every(key => other.includes(key))
  })
}
