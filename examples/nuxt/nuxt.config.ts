import lazyImage from '@lazy-image/vite-plugin'
import { lazyImageProvider } from '@lazy-image/vite-plugin/nuxt'

export default defineNuxtConfig({
  compatibilityDate: '2026-11-01',
  telemetry: false,
  devtools: { enabled: false },
  app: { head: { link: [{ rel: 'icon', href: 'data:,' }] } },
  routeRules: { '/': { prerender: true }, '/provider': { prerender: true } },
  // For <NuxtImg> and <NuxtPicture>.
  modules: ['@nuxt/image'],
  image: { provider: 'lazyImage', providers: { lazyImage: lazyImageProvider() } },
  // For imports with directives.
  vite: { plugins: [lazyImage()] },
  hooks: {
    // Nuxt has browsers fetch ahead what pages that are linked to import: of a picture, every width in every format.
    'build:manifest'(manifest) {
      for (const resource of Object.values(manifest)) {
        if (resource.mimeType?.startsWith('image/') || /\.avif$/.test(resource.file)) resource.prefetch = false
      }
    },
  },
})
