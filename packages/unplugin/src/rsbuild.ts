import type { Options } from '@lazy-image/core'
import { HOSTS_OF_OWN_FORM } from './hosts.js'
import { tellOptions } from './own-options.js'
import type { SetUpPlugin } from './plugin-types.js'

export type { Options } from '@lazy-image/core'

/** `plugins: [pluginLazyImage()]` */
export function pluginLazyImage(options: Options = {}): SetUpPlugin {
  return tellOptions(HOSTS_OF_OWN_FORM.rsbuild(options), options)
}

export default pluginLazyImage
