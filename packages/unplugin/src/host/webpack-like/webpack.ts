import { engineInfo, type Options } from '@lazy-image/core'
import type { Compiler } from 'webpack'
import { applyToCompiler } from './apply.js'
import type { AssetFlush } from './asset-flush.js'
import { type Compilation, NAME } from './compiler.js'

/** Images in webpack 5. */
export function setUpWebpack(options: Options, compiler: Compiler): void {
  refuseRspack(compiler)
  versionCache(compiler)
  applyToCompiler(compiler, options, { fillExecutedCode })
}

/** Rspack takes webpack's plugins, and ends in the middle of a build with ours. */
function refuseRspack({ webpack }: Compiler): void {
  if (!('rspackVersion' in webpack)) return
  throw new Error(
    `lazy-image's plugin for webpack does not work in Rspack ${webpack.rspackVersion}, which is not supported yet`,
  )
}

/** Modules in a persistent cache hold stubs of the engine that planned them. */
function versionCache(compiler: Compiler): void {
  const { cache } = compiler.options
  if (typeof cache === 'object' && cache !== null && cache.type === 'filesystem') {
    cache.version = `${cache.version ?? ''}|${NAME} ${engineInfo().fingerprint}`
  }
}

/** Loaders can have modules run (`importModule`), whose result is part of other modules: there is no later for them. */
function fillExecutedCode(compilation: Compilation, flush: AssetFlush): void {
  compilation.hooks.prepareModuleExecution.tapPromise(NAME, async argument => {
    const { sources } = argument.codeGenerationResult
    const code = sources.get('javascript')
    const filled = code && (await flush.fillExecuted(code, argument.module))
    if (filled === undefined) return
    const filledSources = new Map([...sources, ['javascript', filled] as const])
    argument.codeGenerationResult = { ...argument.codeGenerationResult, sources: filledSources }
  })
}
