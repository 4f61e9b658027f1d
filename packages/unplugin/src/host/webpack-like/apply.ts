import { type Logger, type Options, Pipeline } from '@lazy-image/core/host'
import { TypesKeeper } from '../../images/types-keeper.js'
import { AssetFlush } from './asset-flush.js'
import { claimRequests } from './claim-requests.js'
import { closeCompilation } from './close-account.js'
import { type Compilation, type Compiler, NAME } from './compiler.js'
import type { CompilerTraits } from './compiler-traits.js'
import { Diagnosis } from './diagnosis.js'
import type { ForeignRequests } from './foreign-requests.js'
import { ImageFiles } from './image-files.js'
import { FirstImporters, noteImporters, noteUnused } from './importers.js'
import { readFacts } from './kept-facts.js'
import { lookLast } from './last-look.js'
import { LoadFailures } from './load-failures.js'
import { isNextServer, moveToClient } from './next.js'
import { offerMiddleware } from './offer-middleware.js'
import { offerPanel } from './offer-panel.js'
import { addRules } from './rules.js'
import { ServedImages } from './served-images.js'
import { Snapshots } from './snapshots.js'
import { statusLineOf } from './status-line.js'
import { UserTemplates } from './user-templates.js'

/**
 * Images in a bundler with webpack's compiler. Unlike the hosts with Rollup's hooks, everything hangs on its own: rules
 * and a loader make stubs, which it names and caches as it does any asset, and one step of asset processing swaps the
 * images in. Gives the images for a dev server that does not look into the compiler's options.
 */
export function applyToCompiler(
  compiler: Compiler,
  options: Options,
  traits: CompilerTraits,
  foreign?: ForeignRequests,
): ServedImages {
  const pipeline = new Pipeline({ logger: makeLogger(compiler), ...options }, compiler.context)
  const snapshots = new Snapshots(pipeline)
  const files = new ImageFiles()
  const failures = new LoadFailures()
  const importers = new FirstImporters(id => failures.isTranslated(id))
  const served = new ServedImages(compiler, pipeline)
  offerPanel(compiler, pipeline, served, files)
  offerMiddleware(compiler, served)
  const { assetModuleFilename } = compiler.options.output
  configureOnce(compiler, () => {
    const templates = new UserTemplates(files)
    templates.wrapDefaults(compiler.options, assetModuleFilename)
    addRules(compiler.options, { pipeline, snapshots, files, failures, served, foreign }, templates)
  })

  const types = new TypesKeeper(pipeline)
  // Beside the modules, which webpack makes meanwhile.
  compiler.hooks.make.tapPromise(NAME, () => types.refresh())

  compiler.hooks.normalModuleFactory.tap(NAME, factory => claimRequests(factory, pipeline, traits, failures, foreign))
  // Of child compilers (css, html) too.
  compiler.hooks.compilation.tap(NAME, compilation => {
    const diagnosis = new Diagnosis(compilation, pipeline, importers)
    compilation.hooks.finishModules.tapPromise(NAME, async finished => {
      const modules = [...finished]
      files.chooseNameGivers(modules)
      importers.note(
        compilation,
        modules.filter(module => readFacts(module) !== undefined || failures.of(module) !== undefined),
      )
      await diagnosis.tellWarnings(modules)
      await noteImporters(compilation, pipeline.ledger)
    })
    traits.onErrorsKnown(compilation, async () => {
      await diagnosis.explainFailedLoads(traits.errors.loads(compilation, failures))
      await diagnosis.explainMissingImages(traits.errors.missing(compilation))
    })
    const snapshot = snapshots.of(compilation)
    const flush = new AssetFlush({ compilation, pipeline, snapshot, files, importers, served })
    traits.fillExecutedCode(compilation, flush)
    if (compilation.compiler.isChild()) fillChildAssets(compilation, flush)
    else {
      compilation.hooks.afterSeal.tap(NAME, () => noteUnused(compilation, pipeline.ledger))
      fillAssets(compilation, flush, traits)
      const stage = compiler.webpack.Compilation.PROCESS_ASSETS_STAGE_REPORT
      if (isNextServer(compiler)) {
        compilation.hooks.processAssets.tap({ name: NAME, stage }, () => moveToClient(compilation, flush.images))
      }
      compilation.hooks.processAssets.tapPromise({ name: NAME, stage }, async () => {
        await lookLast(compilation, pipeline)
        // A server makes images when they are asked for.
        if (!served.isOn) await closeCompilation(compilation, pipeline, flush)
      })
    }
  })
  compiler.hooks.done.tapPromise(NAME, async stats => {
    await (stats.hasErrors() ? pipeline.flushCache() : pipeline.sweepCache())
  })
  return served
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

/** After whoever makes assets of assets. */
const LAST = 10_000

function fillAssets(
  compilation: Compilation,
  flush: AssetFlush,
  { writesErrors, tellsLateAssets }: CompilerTraits,
): void {
  const { PROCESS_ASSETS_STAGE_PRE_PROCESS, PROCESS_ASSETS_STAGE_SUMMARIZE } = compilation.compiler.webpack.Compilation
  const { processAssets } = compilation.hooks
  // The first stage: minifiers, source maps and content hashes must see what is shipped.
  processAssets.tapPromise({ name: NAME, stage: PROCESS_ASSETS_STAGE_PRE_PROCESS }, async assets => {
    if (writesErrors) flush.dropFailed()
    await flush.fillAssets(Object.keys(assets))
  })
  // What others have made of it since then, such as pages of what a template said, and what they make later.
  for (const stage of [PROCESS_ASSETS_STAGE_SUMMARIZE, ...(tellsLateAssets ? [] : [LAST])]) {
    const late = { name: NAME, stage, additionalAssets: true as const }
    processAssets.tapPromise(late, assets => flush.fillAssets(Object.keys(assets)))
  }
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
  return {
    info: message => logger.info(message),
    warn: message => logger.warn(message),
    live: statusLineOf(compiler, logger),
  }
}
