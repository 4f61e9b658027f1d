import { buildInBun } from '../bun/bun-process.js'
import { beginBuild, type Host } from './host.js'

export const bunHost: Host = {
  name: 'bun',
  tellsEach: true,
  makesUnused: true,
  keepsTexts: true,
  runsApart: true,
  async build(project, options) {
    const { options: recorded, batches } = beginBuild(project, options)
    const { failure, warnings } = await buildInBun(project, recorded, {
      entrypoints: [project.path('src/entry.js')],
      root: project.path('src'),
      outdir: project.path('dist'),
      splitting: true,
      publicPath: '/',
    })
    return { batches, failure, warnings: warnings.join('\n'), entry: project.path('dist/entry.js') }
  },
}
