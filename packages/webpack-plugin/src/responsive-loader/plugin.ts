import {
  type CompilerPlugin,
  type ForeignRequests,
  type Options,
  translateFileLoader,
  webpackImages,
} from '@lazy-image/unplugin/webpack'
import { checkOptions, type ResponsiveLoaderOptions } from './options.js'
import { translateRequest } from './translate-request.js'

/** lazy-image in place of a rule with responsive-loader, whose requests and options it understands. */
export class ResponsiveLoaderPlugin implements CompilerPlugin {
  readonly #plugin: CompilerPlugin

  /**
   * @param options of responsive-loader's.
   * @param own options of lazy-image's.
   * @throws {LazyImageError} `OPTION_INVALID` for an unknown option or a bad value.
   */
  constructor(options: ResponsiveLoaderOptions = {}, own: Options = {}) {
    checkOptions(options)
    const { name = '[hash]-[width].[ext]', outputPath, publicPath, emitFile } = options
    const files = translateFileLoader({ loader: 'file-loader', options: { name, outputPath, publicPath, emitFile } })
    const foreign: ForeignRequests = {
      translate: request => translateRequest(request, options),
      textMember: 'src',
      ...(files === undefined ? {} : { files }),
    }
    this.#plugin = webpackImages(own, foreign)
  }

  apply(compiler: unknown): void {
    this.#plugin.apply(compiler)
  }
}
