import { join } from 'node:path'
import lazyImage from '@lazy-image/vite-plugin'
import { defineConfig } from 'vitepress'
import { headings } from '../markdown/headings.mjs'
import { links } from '../markdown/links.mjs'
import { literal } from '../markdown/literal.mjs'
import { results } from '../markdown/results.mjs'
import { NOT_PAGES, pageOf, ROOT, sidebar } from '../pages.mjs'

/** What VitePress and Vite look for beside the pages is installed beside the site. */
const fromSite = {
  name: 'from-site',
  enforce: 'pre',
  resolveId: {
    filter: { id: /^vue(?:\/|$)/ },
    handler(id, importer) {
      return importer?.endsWith('.md')
        ? this.resolve(id, join(ROOT, 'docs/site/pages.mjs'), { skipSelf: true })
        : undefined
    },
  },
  // Found by their importers; by their names they are not, because the root of what is served has none of them.
  configResolved({ optimizeDeps }) {
    optimizeDeps.include = optimizeDeps.include?.filter(id => !/^vitepress >|^vue$/.test(id))
  },
}

export default defineConfig({
  title: 'lazy-image',
  description: 'Image imports for every bundler, built in one native batch',
  lang: 'en-GB',
  head: [['link', { rel: 'icon', href: '/logo.svg', type: 'image/svg+xml' }]],

  // Pages lie where they are read without a site, too.
  srcDir: ROOT,
  srcExclude: NOT_PAGES,
  rewrites: page => pageOf(page) ?? page,
  // Modules of that name in the repository are none of the site's.
  additionalConfig: {},

  markdown: {
    // GitHub knows none of these: what looks like one is text.
    attrs: false,
    emoji: false,
    config(md) {
      headings(md)
      literal(md)
      links(md)
      results(md)
    },
  },

  vite: {
    publicDir: join(ROOT, 'docs/site/public'),
    plugins: [
      fromSite,
      lazyImage({
        types: false,
        presets: { hero: { w: [140, 280], format: ['avif', 'webp', 'jpg'], as: 'picture' } },
      }),
    ],
    // Vite would look through the whole repository, and after it.
    optimizeDeps: { entries: ['docs/site/.vitepress/theme/index.mjs'] },
    server: { watch: { ignored: [`${ROOT}/{target,native,e2e,node_modules}/**`, '**/dist/**'] } },
    build: { chunkSizeWarningLimit: 2000 },
  },

  themeConfig: {
    logo: '/logo.svg',
    nav: [
      { text: 'Start', link: '/getting-started' },
      { text: 'Directives', link: '/directives' },
      { text: 'Options', link: '/options' },
      { text: 'Measured', link: '/performance' },
    ],
    sidebar: sidebar(),
    outline: [2, 3],
    search: { provider: 'local' },
    footer: { message: 'MIT' },
  },
})
