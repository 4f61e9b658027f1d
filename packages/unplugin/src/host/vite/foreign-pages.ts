import type { Plugin } from 'vite'

/**
 * SvelteKit makes pages by itself, and warns of every plugin that has a hook for pages of Vite's. There is none for ours to
 * read, so that it is taken away.
 */
export function leavePages(plugins: readonly Plugin[]): void {
  if (!plugins.some(({ name }) => name === 'vite-plugin-sveltekit-setup')) return
  for (const plugin of plugins) if (plugin.name === 'lazy-image') delete plugin.transformIndexHtml
}
