import type { Plugin, ResolvedConfig } from 'vite'

/** The plugin of Vite that makes modules of stylesheets; before it, they are what stands in them. */
const CSS_POST = 'vite:css-post'

/**
 * Adds plugins that see code when it has become JavaScript and stylesheets when Vite has resolved what they refer to, but
 * before both are finished. One plugin cannot stand in two places, and whoever is given a list in its stead cannot call its
 * hooks, as other plugins do.
 */
export function addLatePlugins({ plugins }: ResolvedConfig, late: readonly Plugin[]): void {
  const all = plugins as Plugin[]
  const index = all.findIndex(({ name }) => name === CSS_POST)
  if (index === -1) throw new Error(`lazy-image does not know this version of Vite: it has no plugin ${CSS_POST}`)
  all.splice(index, 0, ...late)
}
