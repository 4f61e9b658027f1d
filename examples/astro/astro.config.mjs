import node from '@astrojs/node'
import lazyImage from '@lazy-image/vite-plugin'
import { lazyImageService } from '@lazy-image/vite-plugin/astro'
import { defineConfig } from 'astro/config'

export default defineConfig({
  adapter: node({ mode: 'standalone' }),
  // For <Image>, <Picture> and Markdown.
  image: { service: lazyImageService() },
  // For imports with directives.
  vite: { plugins: [lazyImage()] },
})
