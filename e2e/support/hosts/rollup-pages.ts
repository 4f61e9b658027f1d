import lazyImage from '@lazy-image/unplugin/rollup'
import alias from '@rollup/plugin-alias'
import * as commonjsPlugin from '@rollup/plugin-commonjs'
import { nodeResolve } from '@rollup/plugin-node-resolve'
import { transform } from 'esbuild'
import { type Plugin, rollup } from 'rollup'
import { ROLLUP } from '../../matrix/hosts/rollup.js'
import { writePage } from '../write-page.js'
import { errorText } from './error-text.js'
import type { PageHost } from './host.js'

/** Its types are those of a CommonJS module. */
const commonjs = commonjsPlugin.default as unknown as () => Plugin

/** JSX and TypeScript become JavaScript, as esbuild has it. */
const compile: Plugin = {
  name: 'compile',
  async transform(code, id) {
    const loader = (['jsx', 'ts'] as const).find(extension => id.endsWith(`.${extension}`))
    return loader === undefined ? null : { code: (await transform(code, { loader })).code, map: null }
  },
}

/** What packages ask of their surroundings. */
const defineMode: Plugin = {
  name: 'define-mode',
  transform: code => ({ code: code.replaceAll('process.env.NODE_ENV', '"production"'), map: null }),
}

export const rollupPages: PageHost = {
  facts: ROLLUP,
  async buildPage(project, { base, options }) {
    project.remove('dist')
    const warnings: string[] = []
    let failure: string | null = null
    try {
      const build = await rollup({
        input: project.path('src/entry.js'),
        plugins: [
          lazyImage({ root: project.root, ...options }),
          alias({ entries: { '@': project.path('src') } }),
          nodeResolve({ browser: true }),
          compile,
          defineMode,
          commonjs(),
        ],
        onLog: (level, log) => level === 'warn' && warnings.push(log.message),
      })
      await build.write({ dir: project.path('dist'), format: 'es' })
      await build.close()
      writePage(project, base)
    } catch (error) {
      failure = errorText(error)
    }
    return { failure, warnings: warnings.join('\n') }
  },
}
