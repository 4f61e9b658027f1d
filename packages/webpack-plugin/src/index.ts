import lazyImage, { type CompilerPlugin, type Options, tellOptions } from '@lazy-image/unplugin/webpack'

export type { BatchReport, CacheOptions, Limits, Logger, Options } from '@lazy-image/unplugin/webpack'
export type { ImageMinimizerOptions } from './image-minimizer/options.js'
export { ImageMinimizerPlugin } from './image-minimizer/plugin.js'
export type { ResponsiveLoaderOptions } from './responsive-loader/options.js'
export { ResponsiveLoaderPlugin } from './responsive-loader/plugin.js'

/** `plugins: [new LazyImagePlugin()]` */
export class LazyImagePlugin implements CompilerPlugin {
  readonly #plugin: CompilerPlugin

  /** @throws {LazyImageError} `OPTION_INVALID` when webpack applies the plugin, naming the option. */
  constructor(options: Options = {}) {
    this.#plugin = lazyImage(options)
    tellOptions(this, options)
  }

  apply(compiler: unknown): void {
    this.#plugin.apply(compiler)
  }
}

export default LazyImagePlugin
