import { BUN } from '../../matrix/hosts/bun.js'
import { buildInBun } from '../bun/bun-process.js'
import type { PageHost } from './host.js'

export const bunPages: PageHost = {
  facts: BUN,
  async buildPage(project, { base, options }) {
    project.remove('dist')
    // Bun has no root for URLs: the page's module is where it lies.
    project.write({ 'index.html': project.read('index.html').replaceAll('"/src/', '"./src/') })
    const { failure, warnings } = await buildInBun(project, options, {
      entrypoints: [project.path('index.html')],
      outdir: project.path('dist'),
      minify: true,
      splitting: true,
      // Without one, URLs begin at the file that they stand in.
      ...(base === './' ? {} : { publicPath: base }),
    })
    return { failure, warnings: warnings.join('\n') }
  },
}
