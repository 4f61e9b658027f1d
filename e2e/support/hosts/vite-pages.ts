import type { Options } from '@lazy-image/core'
import lazyImage from '@lazy-image/vite-plugin'
import type { InlineConfig } from 'vite'
import type { HostFacts } from '../../matrix/host-facts.js'
import { VITE_7, VITE_8 } from '../../matrix/hosts/vite.js'
import { freePort } from '../dev-server.js'
import type { Project } from '../project.js'
import { errorText } from './error-text.js'
import type { PageHost } from './host.js'
import { recordedLogger, VITES, type Vite } from './vite.js'

function pageConfig(project: Project, options: Options): InlineConfig {
  return {
    root: project.root,
    configFile: false,
    customLogger: recordedLogger(),
    plugins: [lazyImage(options)],
    resolve: { alias: { '@': project.path('src') } },
    // Small pictures stay files, whoever decides it.
    build: { assetsInlineLimit: 0 },
  }
}

function vitePages(facts: HostFacts, vite: Vite): PageHost {
  return {
    facts,
    async buildPage(project, { base, options }) {
      project.remove('dist')
      const logger = recordedLogger()
      let failure: string | null = null
      try {
        await vite.build({ ...pageConfig(project, options), base, logLevel: 'warn', customLogger: logger })
      } catch (error) {
        failure = errorText(error)
      }
      return { failure, warnings: logger.warnings.join('\n') }
    },
    async servePage(project, { options }) {
      const port = await freePort()
      const server = await vite.createServer({
        ...pageConfig(project, options),
        clearScreen: false,
        server: { host: '127.0.0.1', port, strictPort: true, watch: null, hmr: false },
      })
      await server.listen()
      return { url: `http://127.0.0.1:${port}/`, close: () => server.close() }
    },
  }
}

export const vitePageHosts: readonly PageHost[] = [
  vitePages(VITE_8, VITES['vite 8']),
  vitePages(VITE_7, VITES['vite 7']),
]
