import type { Options } from '@lazy-image/core'
import { unplugin } from './factory.js'
import type { SetUpPlugin } from './plugin-types.js'
import { refuseUncalled } from './uncalled.js'

export type { Options } from '@lazy-image/core'

const lazyImage: (options?: Options) => SetUpPlugin = unplugin.esbuild

export default refuseUncalled(lazyImage, 'setup')
