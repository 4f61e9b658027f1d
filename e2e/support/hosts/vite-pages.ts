import type { Options } from '@lazy-image/core'
import lazyImage from '@lazy-image/vite-plugin'
import { svelte } from '@sveltejs/vite-plugin-svelte'
import vue from '@vitejs/plugin-vue'
import type { InlineConfig } from 'vite'
import * as vite6 from 'vite6'
import type { Feature } from '../../matrix/feature.js'
import type { HostFacts } from '../../matrix/host-facts.js'
import { VITE_6, VITE_7, VITE_8, VITE_8_LIGHTNING } from '../../matrix/hosts/vite.js'
import { freePort } from '../dev-server.js'
import type { Project } from '../project.js'
import { errorText } from './error-text.js'
import type { PageHost } from './host.js'
import { recordedLogger, VITES, type Vite } from './vite.js'

/** A page's configuration, with what one major has by itself. */
function pageConfig(vite: Vite, project: Project, options: Options, own: InlineConfig): InlineConfig {
  const config: InlineConfig = {
    root: project.root,
    configFile: false,
    customLogger: recordedLogger(),
    plugins: [lazyImage(options), vue()],
    resolve: { alias: { '@': project.path('src') } },
    // Small pictures stay files, whoever decides it.
    build: { assetsInlineLimit: 0 },
    // Nothing is bundled before it is asked for: a reload in between would be no fault.
    optimizeDeps: {
      noDiscovery: true,
      include: ['react', 'react-dom', 'react-dom/client', 'react/jsx-dev-runtime', 'matrix-commonjs'],
    },
  }
  return vite.mergeConfig(config, own)
}

function vitePages(facts: HostFacts, vite: Vite, own: InlineConfig): PageHost {
  return {
    facts,
    async buildPage(project, { base, options }) {
      project.remove('dist')
      const logger = recordedLogger()
      let failure: string | null = null
      try {
        const config = pageConfig(vite, project, options, own)
        await vite.build({ ...config, base, logLevel: 'warn', customLogger: logger })
      } catch (error) {
        failure = errorText(error)
      }
      return { failure, warnings: logger.warnings.join('\n') }
    },
    async servePage(project, { options }) {
      const port = await freePort()
      const server = await vite.createServer({
        ...pageConfig(vite, project, options, own),
        clearScreen: false,
        server: { host: '127.0.0.1', port, strictPort: true, watch: null, hmr: false },
      })
      await server.listen()
      return { url: `http://127.0.0.1:${port}/`, close: () => server.close() }
    },
  }
}

const STYLES: readonly Feature[] = [
  'css',
  'css pictures',
  'css modules',
  'inline css',
  'sass',
  'less',
  'stylus',
  'alias',
]

const COMMONJS: InlineConfig = { build: { commonjsOptions: { include: [/\.cjs$/, /node_modules/] } } }

export const vitePageHosts: readonly PageHost[] = [
  vitePages(VITE_8, VITES['vite 8'], { plugins: [svelte()], resolve: { tsconfigPaths: true } }),
  { ...vitePages(VITE_7, VITES['vite 7'], COMMONJS), usualBase: './' },
  { ...vitePages(VITE_6, vite6 as unknown as Vite, COMMONJS), usualBase: '/sub/' },
  // Styles once more, by the other transformer: PostCSS does not run there.
  {
    ...vitePages(VITE_8_LIGHTNING, VITES['vite 8'], { css: { transformer: 'lightningcss' } }),
    usualBase: './',
    only: STYLES,
  },
]
