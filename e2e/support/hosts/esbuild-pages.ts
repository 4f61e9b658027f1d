import type { Options } from '@lazy-image/core'
import lazyImage from '@lazy-image/unplugin/esbuild'
import { type BuildOptions, build, context } from 'esbuild'
import { ESBUILD } from '../../matrix/hosts/esbuild.js'
import type { Project } from '../project.js'
import { writePage } from '../write-page.js'
import { failureText, messagesText } from './esbuild.js'
import type { Base, PageHost } from './host.js'

function pageConfig(project: Project, base: Base, options: Options): BuildOptions {
  return {
    absWorkingDir: project.root,
    entryPoints: ['src/entry.js'],
    bundle: true,
    splitting: true,
    minify: true,
    format: 'esm',
    outdir: 'dist',
    alias: { '@': project.path('src') },
    loader: { '.jpg': 'file' },
    logLevel: 'silent',
    plugins: [lazyImage(options)],
    // Without one, a URL begins at the file that it stands in, and the page's module lies beside the page.
    ...(base === './' ? {} : { publicPath: base }),
  }
}

export const esbuildPages: PageHost = {
  facts: ESBUILD,
  async buildPage(project, { base, options }) {
    project.remove('dist')
    try {
      const { warnings } = await build(pageConfig(project, base, options))
      writePage(project, base)
      return { failure: null, warnings: messagesText(warnings) }
    } catch (error) {
      return failureText(error)
    }
  },
  async servePage(project, { options }) {
    project.remove('dist')
    const served = await context(pageConfig(project, '/', options))
    await served.rebuild()
    writePage(project, '/')
    const { port } = await served.serve({ host: '127.0.0.1', servedir: project.path('dist') })
    return { url: `http://127.0.0.1:${port}/`, close: () => served.dispose() }
  },
}
