import { engineInfo, type Options } from '@lazy-image/core/host'
import type { Compiler } from 'webpack'
import { applyToCompiler } from './apply.js'
import type { AssetFlush } from './asset-flush.js'
import { type Compilation, NAME } from './compiler.js'
import type { CompilerTraits } from './compiler-traits.js'
import { type FindFile, findWith } from './find-file.js'
import type { ForeignRequests } from './foreign-requests.js'
import { isRspack, setUpRspack } from './rspack.js'
import { WEBPACK_ERRORS } from './webpack-errors.js'

const WEBPACK: CompilerTraits = {
  findFile,
  escapeMark: '\0',
  errors: WEBPACK_ERRORS,
  onErrorsKnown: ({ hooks }, run) => hooks.finishModules.tapPromise(NAME, run),
  fillExecutedCode,
  writesErrors: true,
  tellsLateAssets: true,
}

/** Images in webpack 5. */
export function setUpWebpack(options: Options, compiler: Compiler, foreign?: ForeignRequests): void {
  // Rspack takes webpack's plugins.
  if (isRspack(compiler)) setUpRspack(options, compiler, foreign)
  else {
    versionCache(compiler)
    applyToCompiler(compiler, options, WEBPACK, foreign)
  }
}

/** Modules in a persistent cache hold stubs of the engine that planned them. */
function versionCache(compiler: Compiler): void {
  const { cache } = compiler.options
  if (typeof cache === 'object' && cache !== null && cache.type === 'filesystem') {
    cache.version = `${cache.version ?? ''}|${NAME} ${engineInfo().fingerprint}`
  }
}

function findFile(...[path, data, factory]: Parameters<FindFile>): Promise<string | undefined> {
  const { dependencyType, resolveOptions, fileDependencies, missingDependencies, contextDependencies } = data
  const resolver = factory.getResolver('normal', { ...resolveOptions, dependencyType })
  return findWith(resolver, path, data, { fileDependencies, missingDependencies, contextDependencies })
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
