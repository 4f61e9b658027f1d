import type { Options } from '@lazy-image/core'
import type { RsbuildPlugin } from '@rsbuild/core'
import { HOSTS_OF_OWN_FORM } from './hosts.js'

export type { Options } from '@lazy-image/core'

/** `plugins: [pluginLazyImage()]` */
export function pluginLazyImage(options: Options = {}): RsbuildPlugin {
  return HOSTS_OF_OWN_FORM.rsbuild(options)
}

export default pluginLazyImage
