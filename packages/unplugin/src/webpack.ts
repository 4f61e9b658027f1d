import type { Options } from '@lazy-image/core'
import type { Compiler } from 'webpack'
import { unplugin } from './factory.js'
import type { ForeignRequests } from './host/webpack-like/foreign-requests.js'
import { setUpWebpack } from './host/webpack-like/webpack.js'
import { tellOptions } from './own-options.js'
import type { CompilerPlugin } from './plugin-types.js'
import { refuseCompiler } from './uncalled.js'

export type { BatchReport, CacheOptions, Limits, Logger, Options } from '@lazy-image/core'
export { brokenRule, didYouMean, LazyImageError } from '@lazy-image/core/host'
export { translateFileLoader } from './host/webpack-like/file-loader-options.js'
export type { ForeignRequest, ForeignRequests } from './host/webpack-like/foreign-requests.js'
export { tellOptions } from './own-options.js'
export type { CompilerPlugin } from './plugin-types.js'

const lazyImage = (options?: Options): CompilerPlugin => tellOptions(unplugin.webpack(options), options)

export default refuseCompiler(lazyImage)

/** The plugin for a project with requests in the words of another tool. */
export function webpackImages(options: Options, foreign: ForeignRequests): CompilerPlugin {
  return tellOptions({ apply: (compiler: Compiler) => setUpWebpack(options, compiler, foreign) }, options)
}
