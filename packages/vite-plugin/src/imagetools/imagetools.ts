import { type PagesApi, type VitePlugin, viteImages } from '@lazy-image/unplugin/vite'
import type { VitePluginOptions } from './options.js'
import { translateOptions } from './translate-options.js'

/**
 * lazy-image with the options of vite-imagetools 12, reading queries as that does: to switch, import `imagetools` from
 * here.
 *
 * @throws {LazyImageError} `OPTION_INVALID` for an unknown option, a bad value, and what cannot be carried over.
 */
export function imagetools(options: Partial<VitePluginOptions> = {}): VitePlugin<PagesApi> {
  const { options: translated, patterns } = translateOptions(options)
  return viteImages(async ({ json }) => {
    // Imported here: whoever uses the package's other export need not load Vite twice.
    const { createFilter } = await import('vite')
    return {
      ...translated,
      include: createFilter(patterns.include, patterns.exclude),
      namedExports: translated.namedExports ?? json?.namedExports ?? true,
    }
  })
}
