import type { Plugin } from 'vite'
import { unplugin } from './factory.js'
import type { OptionsFor } from './host/vite/instance.js'
import { setUpVite } from './host/vite/vite.js'

export type { Options } from '@lazy-image/core'
export default unplugin.vite

/** The plugin with options that depend on Vite's own. */
export function viteImages(optionsFor: OptionsFor): Plugin {
  return { name: 'lazy-image', enforce: 'pre', ...setUpVite(optionsFor) }
}
