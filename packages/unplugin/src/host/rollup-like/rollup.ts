import { type Options, Pipeline } from '@lazy-image/core/host'
import type { Plugin } from 'rollup'
import { BuildImages } from '../../images/build-images.js'
import type { UrlTraits } from '../../images/build-traits.js'
import { TypesKeeper } from '../../images/types-keeper.js'
import { type HookContext, makeHooks } from './hooks.js'
import { LevelledLogger } from './levelled-logger.js'

/** Rollup knows for each of its formats how code finds a file beside it. */
const URLS: UrlTraits = {
  urlExpression: reference => `import.meta.ROLLUP_FILE_URL_${reference}`,
  urlInText: null,
  placeFile: () => 'bundler',
}

/** Images in Rollup 4. */
export function setUpRollup(options: Options): Partial<Plugin> {
  return setUpBuild(options, URLS)
}

/** The hooks of a bundler of JavaScript modules, which knows neither a server nor a public folder. */
export function setUpBuild(options: Options, urls: UrlTraits) {
  const logger = new LevelledLogger()
  const pipeline = new Pipeline({ logger, ...options })
  const images = new BuildImages(pipeline, {
    ...urls,
    hostKeys: new Set(),
    emitsAssets: true,
    listsFiles: false,
    inlineLimit: null,
    side: 'build',
  })
  const hooks = makeHooks<HookContext>({
    pipeline,
    types: new TypesKeeper(pipeline),
    buildOf: () => images,
    imagesOf: () => images,
    filesOf: () => ({
      root: pipeline.options.root,
      isServed: false,
      unknownImporter: null,
      publicFile: () => null,
      urlFile: () => null,
    }),
    siteOf: () => ({ base: '', hasFile: () => false }),
  })
  return {
    ...hooks,
    options<Given extends { plugins?: unknown; logLevel?: string | undefined }>(this: unknown, given: Given) {
      logger.follow(given.logLevel)
      return hooks.options.call(this, given) as Given | null
    },
  }
}
