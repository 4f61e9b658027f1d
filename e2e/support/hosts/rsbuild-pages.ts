import lazyImage from '@lazy-image/unplugin/rsbuild'
import { pluginLess } from '@rsbuild/plugin-less'
import { pluginSass } from '@rsbuild/plugin-sass'
import { pluginVue } from '@rsbuild/plugin-vue'
import { RSBUILD } from '../../matrix/hosts/rsbuild.js'
import { PAGE_ENTRY } from '../write-page.js'
import type { PageHost } from './host.js'
import { runRsbuild } from './rsbuild.js'
import { rspackErrors, unframe } from './rspack.js'

/** Rsbuild brings the page's module itself. */
const TEMPLATE = 'page.html'

export const rsbuildPages: PageHost = {
  facts: RSBUILD,
  usualBase: '/sub/',
  async buildPage(project, { base, options }) {
    project.remove('dist')
    project.write({ [TEMPLATE]: project.read('index.html').replace(PAGE_ENTRY, '') })
    const stats = await runRsbuild({
      root: project.root,
      mode: 'production',
      logLevel: 'silent',
      source: { entry: { index: './src/entry.js' } },
      resolve: { alias: { '@': project.path('src') } },
      html: { template: TEMPLATE, inject: 'body', scriptLoading: 'module' },
      // Small pictures stay files, whoever decides it.
      output: { module: true, assetPrefix: base === './' ? 'auto' : base, dataUriLimit: 0 },
      plugins: [pluginSass(), pluginLess(), pluginVue(), lazyImage(options)],
    })
    const warnings = unframe(stats.toString({ all: false, warnings: true, colors: false }))
    return { failure: stats.hasErrors() ? rspackErrors(stats) : null, warnings }
  },
}
