import type { Options } from '@lazy-image/core'
import { unplugin } from './factory.js'
import { tellOptions } from './own-options.js'
import type { HooksPlugin } from './plugin-types.js'
import { refuseUncalled } from './uncalled.js'

export type { Options } from '@lazy-image/core'

const lazyImage = (options?: Options): HooksPlugin => tellOptions(unplugin.farm(options), options)

export default refuseUncalled(lazyImage, 'options')
