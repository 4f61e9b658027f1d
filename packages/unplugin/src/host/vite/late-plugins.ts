import type { Plugin, ResolvedConfig } from 'vite'

/** Plugins of ours that stand among Vite's own. */
export interface LatePlugins {
  /** Behind what resolves the references of stylesheets, and before whoever reads these: plugins of users among them. */
  stylesheets: readonly Plugin[]
  /** Behind what makes JavaScript of modules. */
  code: readonly Plugin[]
}

/**
 * Adds plugins that see stylesheets when Vite has resolved what they refer to, and code when it has become JavaScript, but
 * before both are finished. One plugin cannot stand in two places, and whoever is given a list in its stead cannot call its
 * hooks, as other plugins do.
 */
export function addLatePlugins({ plugins }: ResolvedConfig, { stylesheets, code }: LatePlugins): void {
  const all = plugins as Plugin[]
  all.splice(indexOf(all, 'vite:css') + 1, 0, ...stylesheets)
  all.splice(indexOf(all, 'vite:css-post'), 0, ...code)
}

function indexOf(plugins: readonly Plugin[], own: string): number {
  const index = plugins.findIndex(({ name }) => name === own)
  if (index === -1) throw new Error(`lazy-image does not know this version of Vite: it has no plugin ${own}`)
  return index
}
