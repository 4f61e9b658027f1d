import { type CompilerPlugin, type Options, webpackImages } from '@lazy-image/unplugin/webpack'
import { checkOptions, type ImageMinimizerOptions } from './options.js'
import { translateRequest } from './translate-request.js'

/** lazy-image in place of image-minimizer-webpack-plugin: its presets by `?as=`, and its images made smaller. */
export class ImageMinimizerPlugin implements CompilerPlugin {
  /** What configurations name as `implementation`; all images are made by lazy-image's engine. */
  static readonly sharpGenerate = 'lazy-image'
  static readonly sharpMinify = 'lazy-image'
  static readonly squooshGenerate = 'lazy-image'
  static readonly squooshMinify = 'lazy-image'

  readonly #plugin: CompilerPlugin

  /**
   * @param options of image-minimizer's.
   * @param own options of lazy-image's.
   * @throws {LazyImageError} `OPTION_INVALID` for an unknown option or a bad value.
   */
  constructor(options: ImageMinimizerOptions = {}, own: Options = {}) {
    checkOptions(options)
    this.#plugin = webpackImages(own, { translate: request => translateRequest(request, options) })
  }

  apply(compiler: unknown): void {
    this.#plugin.apply(compiler)
  }
}
