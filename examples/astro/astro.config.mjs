import node from '@astrojs/node'
import lazyImage from '@lazy-image/vite-plugin'
import { defineConfig } from 'astro/config'

export default defineConfig({
  adapter: node({ mode: 'standalone' }),
  vite: { plugins: [lazyImage()] },
})
