import type { Options } from '@lazy-image/core'
import type { Plugin } from 'vite'
import type { OptionsFor } from './host/vite/instance.js'
import { setUpVite } from './host/vite/vite.js'

export type { Options } from '@lazy-image/core'

/** Without unplugin, which a build without images need not load. */
export default function lazyImage(options: Options = {}): Plugin {
  return viteImages(() => options)
}

/** The plugin with options that depend on Vite's own. */
export function viteImages(optionsFor: OptionsFor): Plugin {
  return { name: 'lazy-image', enforce: 'pre', ...setUpVite(optionsFor) }
}
