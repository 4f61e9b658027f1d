import type { Options } from '@lazy-image/core'
import type { Compiler, WebpackPluginInstance } from 'webpack'
import { unplugin } from './factory.js'
import type { ForeignRequests } from './host/webpack-like/foreign-requests.js'
import { setUpWebpack } from './host/webpack-like/webpack.js'
import { refuseCompiler } from './uncalled.js'

export type { Options } from '@lazy-image/core'
export { translateFileLoader } from './host/webpack-like/file-loader-options.js'
export type { ForeignRequest, ForeignRequests } from './host/webpack-like/foreign-requests.js'
export default refuseCompiler(unplugin.webpack)

/** The plugin for a project with requests in the words of another tool. */
export function webpackImages(options: Options, foreign: ForeignRequests): WebpackPluginInstance {
  return { apply: (compiler: Compiler) => setUpWebpack(options, compiler, foreign) }
}
