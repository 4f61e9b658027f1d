import { unplugin } from './factory.js'
import { refuseUncalled } from './uncalled.js'

export type { Options } from '@lazy-image/core'
export default refuseUncalled(unplugin.rollup, 'options')
