import type { Options } from '@lazy-image/core'
import { unplugin } from './factory.js'
import { tellOptions } from './own-options.js'
import type { CompilerPlugin } from './plugin-types.js'
import { refuseCompiler } from './uncalled.js'

export type { Options } from '@lazy-image/core'

const lazyImage = (options?: Options): CompilerPlugin => tellOptions(unplugin.rspack(options), options)

export default refuseCompiler(lazyImage)
