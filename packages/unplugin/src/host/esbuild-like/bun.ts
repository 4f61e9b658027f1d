import { IMAGE_MENTION, type Options, Pipeline } from '@lazy-image/core/host'
import { closeAccount } from '../../images/close-account.js'
import { TypesKeeper } from '../../images/types-keeper.js'
import { wordBudget } from '../../told/budgets.js'
import { groupEqual } from '../../told/equal.js'
import { describeFailure } from '../../told/failure.js'
import { appendFrame } from '../../told/place.js'
import { describeAll, describeEqual, toldOf } from '../../told/report.js'
import { wordWarnings } from '../../told/warnings.js'
import type { BunBuilder } from './bun-builder.js'
import { BunModules } from './bun-modules.js'
import { BunPages } from './bun-pages.js'
import { BurstImages } from './burst-images.js'
import { finishOutputs, readOutputs } from './finish-outputs.js'
import { OWN_NAMESPACE, OWN_REQUEST } from './own-requests.js'

/**
 * Images in Bun's bundler. As in esbuild, an image is made while its module is loaded; what Bun does not follow in pages
 * and leaves behind URLs in styles is put right in the files that it has written.
 */
export function setUpBun(options: Options): (build: BunBuilder) => void {
  return build => {
    const pipeline = new Pipeline(options)
    const { root, strict, logger } = pipeline.options
    const images = new BurstImages(pipeline)
    const modules = new BunModules(pipeline, images, build.config?.naming)
    const pages = new BunPages(pipeline, images)
    const types = new TypesKeeper(pipeline)

    build.onStart(() => {
      images.beginBuild()
      modules.beginBuild()
      // Beside the build: nothing in it waits for types.
      void types.refresh()
    })
    build.onResolve({ filter: IMAGE_MENTION }, asked => modules.resolve(asked))
    build.onResolve({ filter: OWN_REQUEST }, asked => modules.resolveOutput(asked))
    build.onLoad({ filter: /.*/, namespace: OWN_NAMESPACE }, asked => modules.load(asked))
    // Only what is written can be put right.
    if (build.config?.outdir !== undefined) build.onLoad({ filter: /\.html?$/ }, asked => pages.load(asked))
    build.onEnd(async ({ success, outputs }) => {
      await types.settled()
      for (const text of wordWarnings(images.takeWarnings(), root)) logger.warn(text)
      if (!success) {
        for (const equal of groupEqual(images.takeUntold(), toldOf)) logger.warn(describeEqual(equal, root))
        return pipeline.flushCache()
      }
      const { failures, dropped } = await finishOutputs(outputs, build.config ?? {}, {
        images,
        ends: modules.endsInStyles,
        pipeline,
      })
      pipeline.ledger.noteUnused(images.modules.among(dropped), { areMade: true })
      await pipeline.sweepCache()
      if (strict === 'error' && failures.length > 0) throw new Error(describeAll(failures, root))
      for (const failure of failures) logger.warn(appendFrame(describeFailure(failure, root), failure.error.location))
      const told = await closeAccount(pipeline, async () => ({
        side: 'build',
        files: images.listOutputs(await readOutputs(outputs)),
        pages: [],
      }))
      for (const warning of told.warnings) logger.warn(wordBudget(warning, root))
      if (told.failures.length > 0) throw new Error(describeAll(told.failures, root))
    })
  }
}
