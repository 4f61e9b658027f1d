import { unplugin } from './factory.js'
import { refuseCompiler } from './uncalled.js'

export type { Options } from '@lazy-image/core'
export default refuseCompiler(unplugin.rspack)
