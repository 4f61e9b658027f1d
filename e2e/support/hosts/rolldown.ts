import type { Options } from '@lazy-image/core'
import lazyImage from '@lazy-image/unplugin/rolldown'
import { type InputOptions, type OutputOptions, rolldown } from 'rolldown'
import type { Project } from '../project.js'
import { errorText } from './error-text.js'
import { beginBuild, type Host } from './host.js'

/** Input and output options of a library-like build of `src/entry.js`. */
export function rolldownConfig(project: Project, options: Options): { input: InputOptions; output: OutputOptions } {
  return {
    input: {
      cwd: project.root,
      input: project.path('src/entry.js'),
      plugins: [lazyImage({ root: project.root, ...options })],
      onLog: () => {},
    },
    output: { dir: project.path('dist'), format: 'es' },
  }
}

export const rolldownHost: Host = {
  name: 'rolldown',
  async build(project, options) {
    const warnings: string[] = []
    const logger = { info: () => {}, warn: (message: string) => warnings.push(message) }
    const { options: recorded, batches } = beginBuild(project, { logger, ...options })
    const { input, output } = rolldownConfig(project, recorded)
    let failure: string | null = null
    try {
      const build = await rolldown({ ...input, onLog: (level, log) => level === 'warn' && warnings.push(log.message) })
      await build.write(output)
      await build.close()
    } catch (error) {
      failure = errorText(error)
    }
    return { batches, failure, warnings: warnings.join('\n'), entry: project.path('dist/entry.js') }
  },
}
