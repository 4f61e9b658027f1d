import type { ServiceConfig } from './service-config.js'

export type { ServiceConfig } from './service-config.js'

/**
 * Astro's images made by our engine, for `image.service` of its configuration: `<Image>`, `<Picture>`, `getImage()` and the
 * images of Markdown, in builds, in the dev server and where pages are rendered at each request.
 */
export function lazyImageService(config: ServiceConfig = {}): { entrypoint: string; config: ServiceConfig } {
  // By name, because Astro makes it part of the names of files, which are the same on every machine.
  return { entrypoint: '@lazy-image/vite-plugin/astro/service', config }
}
