import lazyImage from '@lazy-image/unplugin/rollup'
import { rollup } from 'rollup'
import { ROLLUP } from '../../matrix/hosts/rollup.js'
import { writePage } from '../write-page.js'
import { errorText } from './error-text.js'
import type { PageHost } from './host.js'

export const rollupPages: PageHost = {
  facts: ROLLUP,
  async buildPage(project, { base, options }) {
    project.remove('dist')
    const warnings: string[] = []
    let failure: string | null = null
    try {
      const build = await rollup({
        input: project.path('src/entry.js'),
        plugins: [lazyImage({ root: project.root, ...options })],
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
