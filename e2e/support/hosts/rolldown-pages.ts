import lazyImage from '@lazy-image/unplugin/rolldown'
import { rolldown } from 'rolldown'
import { ROLLDOWN } from '../../matrix/hosts/rolldown.js'
import { writePage } from '../write-page.js'
import { errorText } from './error-text.js'
import type { PageHost } from './host.js'

export const rolldownPages: PageHost = {
  facts: ROLLDOWN,
  async buildPage(project, { base, options }) {
    project.remove('dist')
    const warnings: string[] = []
    let failure: string | null = null
    try {
      const build = await rolldown({
        cwd: project.root,
        input: project.path('src/entry.js'),
        resolve: { alias: { '@': project.path('src') } },
        tsconfig: true,
        plugins: [lazyImage({ root: project.root, ...options })],
        onLog: (level, log) => level === 'warn' && warnings.push(log.message),
      })
      await build.write({ dir: project.path('dist'), format: 'es', minify: true })
      await build.close()
      writePage(project, base)
    } catch (error) {
      failure = errorText(error)
    }
    return { failure, warnings: warnings.join('\n') }
  },
}
