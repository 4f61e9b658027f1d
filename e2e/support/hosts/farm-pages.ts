import { build, createCompiler, createDevServer, resolveConfig } from '@farmfe/core'
import type { Options } from '@lazy-image/core'
import lazyImage from '@lazy-image/unplugin/farm'
import { FARM } from '../../matrix/hosts/farm.js'
import type { Project } from '../project.js'
import { farmLogger } from './farm.js'
import type { Base, PageHost } from './host.js'

function pageConfig(project: Project, base: Base, options: Options): NonNullable<Parameters<typeof build>[0]> {
  return {
    root: project.root,
    compilation: {
      input: { index: './index.html' },
      output: { path: 'dist', publicPath: base },
      resolve: { alias: { '@': project.path('src') } },
      persistentCache: false,
      presetEnv: false,
      sourcemap: false,
    },
    plugins: [lazyImage(options)],
  }
}

/** Farm has no root for URLs: the page's module is where it lies. */
function writeRelative(project: Project): void {
  project.write({ 'index.html': project.read('index.html').replaceAll('"/src/', '"./src/') })
}

export const farmPages: PageHost = {
  facts: FARM,
  async buildPage(project, { base, options }) {
    project.remove('dist')
    writeRelative(project)
    const { errors, logger } = farmLogger()
    await build({ ...pageConfig(project, base, options), logger })
    return { failure: errors.length === 0 ? null : errors.join('\n'), warnings: '' }
  },
  async servePage(project, { options }) {
    writeRelative(project)
    const { logger } = farmLogger()
    const { compilation, ...settings } = pageConfig(project, '/', options)
    const config = await resolveConfig(
      // What is compiled when it is asked for is asked of the port in the configuration, and here that is any.
      { ...settings, compilation: { ...compilation, lazyCompilation: false }, server: { port: 0, hmr: false } },
      'development',
      logger,
    )
    const server = await createDevServer(await createCompiler(config, logger), config, logger)
    await server.listen()
    const address = server.server?.address()
    const port = typeof address === 'object' ? address?.port : undefined
    return { url: `http://localhost:${port}/`, close: () => server.close() }
  },
}
