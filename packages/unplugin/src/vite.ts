import type { Options } from '@lazy-image/core'
import type { Plugin } from 'vite'
import type { OptionsFor } from './host/vite/instance.js'
import type { PagesApi } from './host/vite/static-pages.js'
import { setUpVite } from './host/vite/vite.js'
import type { VitePlugin } from './plugin-types.js'
import { refuseUncalled } from './uncalled.js'

export type {
  BatchReport,
  CacheOptions,
  CustomOutput,
  ImageFacts,
  Limits,
  Logger,
  Options,
  OutputExtras,
  OutputImage,
  PlaceholderName,
} from '@lazy-image/core'
// What the plugin itself has loaded: the package's main entry brings every host.
export { brokenRule, didYouMean, IMAGETOOLS_PATTERNS, LazyImageError } from '@lazy-image/core/host'
export type { PagesApi, WrittenPages } from './host/vite/static-pages.js'
export type { VitePlugin } from './plugin-types.js'

/** Without unplugin, which a build without images need not load. */
function lazyImage(options: Options = {}): VitePlugin<PagesApi> {
  return viteImages(() => options)
}

export default refuseUncalled(lazyImage, 'apply')

/** The plugin with options that depend on Vite's own. */
export function viteImages(optionsFor: OptionsFor): VitePlugin<PagesApi> {
  return { ...setUpVite(optionsFor), name: 'lazy-image', enforce: 'pre' } satisfies Plugin<PagesApi>
}
