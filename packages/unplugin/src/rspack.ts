import { unplugin } from './factory.js'
import { refuseCompiler } from './told/uncalled.js'

export type { Options } from '@lazy-image/core'
export default refuseCompiler(unplugin.rspack)
