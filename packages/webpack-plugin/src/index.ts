import type { Options } from '@lazy-image/unplugin'
import lazyImage from '@lazy-image/unplugin/webpack'
import type { Compiler, WebpackPluginInstance } from 'webpack'

export type { BatchReport, CacheOptions, Limits, Logger, Options } from '@lazy-image/unplugin'
export type { ImageMinimizerOptions } from './image-minimizer/options.js'
export { ImageMinimizerPlugin } from './image-minimizer/plugin.js'
export type { ResponsiveLoaderOptions } from './responsive-loader/options.js'
export { ResponsiveLoaderPlugin } from './responsive-loader/plugin.js'

/** `plugins: [new LazyImagePlugin()]` */
export class LazyImagePlugin implements WebpackPluginInstance {
  readonly #plugin: WebpackPluginInstance

  /** @throws {LazyImageError} `OPTION_INVALID` when webpack applies the plugin, naming the option. */
  constructor(options: Options = {}) {
    this.#plugin = lazyImage(options)
  }

  apply(compiler: Compiler): void {
    this.#plugin.apply(compiler)
  }
}

export default LazyImagePlugin
