import type { Plugin } from 'vite'
import { PANEL_MODULE } from '../../panel/panel-files.js'
import { PANEL_PATH } from '../../panel/protocol.js'
import type { ViteInstance } from './instance.js'

/** Vite's own script for pages of its dev server, wherever it is installed. */
const CLIENT = /\/vite\/dist\/client\/client\.mjs$/

/**
 * Lets pages of the dev server have the panel. Vite's own script brings it: whoever renders pages, a server of the user's or a
 * framework's among them, has that in each, and the page's text stays as it is.
 */
export function makePanelPlugin(instance: ViteInstance): Plugin {
  return {
    name: 'lazy-image:panel',
    transform: {
      filter: { id: CLIENT },
      handler(code, id) {
        if (!CLIENT.test(id) || this.environment.config.consumer !== 'client') return null
        if (!instance.pipeline.options.panel) return null
        // From where the script is, which base and origin of the server are part of.
        const url = `new URL(${JSON.stringify(`../${PANEL_PATH}${PANEL_MODULE}`)}, import.meta.url).href`
        return { code: `${code}\nimport(/* @vite-ignore */ ${url});\n`, map: null }
      },
    },
  }
}
