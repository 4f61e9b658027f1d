import { type Logger, type Options, Pipeline } from '@lazy-image/core'
import { TypesKeeper } from '../../images/types-keeper.js'
import { AssetFlush } from './asset-flush.js'
import { claimRequests } from './claim-requests.js'
import { type Compilation, type Compiler, NAME } from './compiler.js'
import { Diagnosis } from './diagnosis.js'
import { noteImporters } from './importers.js'
import { lookLast } from './last-look.js'
import { chooseNameGivers } from './name-givers.js'
import { addRules } from './rules.js'
import { Snapshots } from './snapshots.js'
import { wrapTemplates } from './user-templates.js'

/** What differs between the bundlers with webpack's compiler. */
export interface CompilerTraits {
  /** Gives code that runs while the build is made what it reads off images. */
  fillExecutedCode(compilation: Compilation, flush: AssetFlush): void
}

/**
 * Images in a bundler with webpack's compiler. Unlike the hosts with Rollup's hooks, everything hangs on its own: rules
 * and a loader make stubs, which it names and caches as it does any asset, and one step of asset processing swaps the
 * images in.
 */
export function applyToCompiler(compiler: Compiler, options: Options, traits: CompilerTraits): void {
  const pipeline = new Pipeline({ logger: makeLogger(compiler), ...options }, compiler.context)
  const snapshots = new Snapshots(pipeline)
  const { assetModuleFilename } = compiler.options.output
  configureOnce(compiler, () => {
    wrapTemplates(compiler.options, assetModuleFilename)
    addRules(compiler.options, pipeline, snapshots)
  })

  const types = new TypesKeeper(pipeline)
  // Beside the modules, which webpack makes meanwhile.
  compiler.hooks.make.tapPromise(NAME, () => types.refresh())

  compiler.hooks.normalModuleFactory.tap(NAME, factory => claimRequests(factory, pipeline))
  // Of child compilers (css, html) too.
  compiler.hooks.compilation.tap(NAME, compilation => {
    compilation.hooks.finishModules.tapPromise(NAME, async modules => {
      const loaded = [...modules]
      chooseNameGivers(loaded)
      const diagnosis = new Diagnosis(compilation, pipeline)
      await diagnosis.explainFailedLoads(loaded)
      await diagnosis.explainMissingImages()
      await diagnosis.tellWarnings(loaded)
      await noteImporters(compilation, pipeline.ledger)
    })
    const flush = new AssetFlush(compilation, pipeline, snapshots.of(compilation))
    traits.fillExecutedCode(compilation, flush)
    if (compilation.compiler.isChild()) fillChildAssets(compilation, flush)
    else {
      fillAssets(compilation, flush)
      const stage = compiler.webpack.Compilation.PROCESS_ASSETS_STAGE_REPORT
      compilation.hooks.processAssets.tapPromise({ name: NAME, stage }, () => lookLast(compilation, pipeline))
    }
  })
  compiler.hooks.done.tapPromise(NAME, async stats => {
    if (!stats.hasErrors()) await pipeline.sweepCache()
  })
}

/** When every plugin has added its rules and every option its default; at the latest before the first build. */
function configureOnce({ hooks }: Compiler, configure: () => void): void {
  let isDone = false
  const run = () => {
    if (!isDone) configure()
    isDone = true
  }
  hooks.initialize.tap(NAME, run)
  // Of a compiler that there was before the plugin.
  hooks.beforeRun.tap(NAME, run)
  hooks.watchRun.tap(NAME, run)
}

function fillAssets(compilation: Compilation, flush: AssetFlush): void {
  const { PROCESS_ASSETS_STAGE_PRE_PROCESS, PROCESS_ASSETS_STAGE_SUMMARIZE } = compilation.compiler.webpack.Compilation
  const { processAssets } = compilation.hooks
  // The first stage: minifiers, source maps and content hashes must see what is shipped.
  processAssets.tapPromise({ name: NAME, stage: PROCESS_ASSETS_STAGE_PRE_PROCESS }, async assets => {
    flush.dropFailed()
    await flush.fillAssets(Object.keys(assets))
  })
  // What others have made of it since then, such as pages of what a template said, and what they make later.
  const late = { name: NAME, stage: PROCESS_ASSETS_STAGE_SUMMARIZE, additionalAssets: true as const }
  processAssets.tapPromise(late, assets => flush.fillAssets(Object.keys(assets)))
}

/**
 * What a child compiler makes is mostly run by who started it, as a template of a page is. Its files arrive among the
 * assets of the root's, where the one batch is.
 */
function fillChildAssets(compilation: Compilation, flush: AssetFlush): void {
  // Before the first stage, in which whoever started it may already take what was made.
  const stage = compilation.compiler.webpack.Compilation.PROCESS_ASSETS_STAGE_ADDITIONAL - 1
  compilation.hooks.processAssets.tapPromise({ name: NAME, stage }, assets => flush.fillCode(Object.keys(assets)))
}

function makeLogger(compiler: Compiler): Logger {
  const logger = compiler.getInfrastructureLogger(NAME)
  return { info: message => logger.info(message), warn: message => logger.warn(message) }
}
