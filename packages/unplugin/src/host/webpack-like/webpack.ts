import { engineInfo, type Logger, type Options, Pipeline } from '@lazy-image/core'
import type { Compiler } from 'webpack'
import { TypesKeeper } from '../../images/types-keeper.js'
import { decodeRequest } from './decode-request.js'
import { explainLoadErrors } from './errors.js'
import { AssetFlush } from './flush.js'
import { explainMissingImages } from './missing-images.js'
import { imageRules } from './rules.js'
import { tellWarnings } from './warnings.js'

const NAME = 'lazy-image'

/**
 * Images in webpack 5. Unlike the hosts with Rollup's hooks, everything hangs on webpack's own: rules and a loader
 * make stubs, which webpack names and caches as it does any asset, and one step of asset processing swaps the images in.
 */
export function webpackHost(options: Options, compiler: Compiler): void {
  const pipeline = new Pipeline({ logger: loggerOf(compiler), ...options }, compiler.context)
  addRules(compiler, pipeline)
  versionCache(compiler)

  const types = new TypesKeeper(pipeline)
  // Beside the modules, which webpack makes meanwhile.
  compiler.hooks.make.tapPromise(NAME, () => types.refresh())

  compiler.hooks.normalModuleFactory.tap(NAME, factory => {
    factory.hooks.beforeResolve.tap(NAME, data => {
      data.request = decodeRequest(data.request, data.context, pipeline)
    })
  })
  // Child compilers (css, html) resolve and load too; their assets arrive in the root's, where the one flush is.
  compiler.hooks.compilation.tap(NAME, compilation => {
    compilation.hooks.finishModules.tapPromise(NAME, async modules => {
      await explainLoadErrors(compilation, modules, pipeline)
      await explainMissingImages(compilation, pipeline)
      await tellWarnings(compiler.webpack.WebpackError, compilation, modules, pipeline)
    })
  })
  compiler.hooks.thisCompilation.tap(NAME, compilation => {
    const stage = compiler.webpack.Compilation.PROCESS_ASSETS_STAGE_PRE_PROCESS
    const flush = new AssetFlush(compiler.webpack, compilation, pipeline)
    // The first stage: minifiers, source maps and content hashes must see what is shipped.
    compilation.hooks.processAssets.tapPromise({ name: NAME, stage }, () => flush.run())
  })
  compiler.hooks.done.tapPromise(NAME, async stats => {
    if (!stats.hasErrors()) await pipeline.sweepCache()
  })
}

function addRules(compiler: Compiler, pipeline: Pipeline): void {
  const { load, types } = imageRules(pipeline, compiler.options.output.assetModuleFilename)
  const { rules } = compiler.options.module
  // The first post loader runs last, so that it runs instead of whatever the user has for images; the last type wins.
  rules.unshift(...load)
  rules.push(...types)
}

/** Modules in a persistent cache hold stubs of the engine that planned them. */
function versionCache(compiler: Compiler): void {
  const { cache } = compiler.options
  if (typeof cache === 'object' && cache !== null && cache.type === 'filesystem') {
    cache.version = `${cache.version ?? ''}|${NAME} ${engineInfo().fingerprint}`
  }
}

function loggerOf(compiler: Compiler): Logger {
  const logger = compiler.getInfrastructureLogger(NAME)
  return { info: message => logger.info(message), warn: message => logger.warn(message) }
}
