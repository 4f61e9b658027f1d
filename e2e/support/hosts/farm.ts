import { stripVTControlCharacters } from 'node:util'
import { build, Logger } from '@farmfe/core'
import type { Options } from '@lazy-image/core'
import lazyImage from '@lazy-image/unplugin/farm'
import type { Project } from '../project.js'
import { beginBuild, type Host } from './host.js'

/** A library-like build of `src/entry.js`. */
export function farmConfig(project: Project, options: Options): Parameters<typeof build>[0] & object {
  return {
    root: project.root,
    compilation: {
      input: { entry: './src/entry.js' },
      output: {
        path: 'dist',
        publicPath: '/',
        format: 'esm',
        // Where exports are kept; URLs are then those of a browser all the same.
        targetEnv: 'node',
        entryFilename: '[entryName].js',
      },
      persistentCache: false,
      presetEnv: false,
      minify: false,
      sourcemap: false,
    },
    plugins: [lazyImage(options)],
  }
}

/** A logger that keeps the errors it is told, and ends no process. */
export function farmLogger(): { errors: readonly string[]; logger: Logger } {
  const errors: string[] = []
  const nothing = () => {}
  const error = (told: string | Error) =>
    errors.push(stripVTControlCharacters(String(told instanceof Error ? told.message : told)))
  return {
    errors,
    logger: Object.assign(new Logger(), { info: nothing, warn: nothing, error }),
  }
}

export const farmHost: Host = {
  name: 'farm',
  async build(project, options) {
    const warnings: string[] = []
    const logger = { info: () => {}, warn: (message: string) => warnings.push(message) }
    const { options: recorded, batches } = beginBuild(project, { logger, ...options })
    const { errors, logger: farm } = farmLogger()
    await build({ ...farmConfig(project, recorded), logger: farm })
    return {
      batches,
      failure: errors.length === 0 ? null : errors.join('\n'),
      warnings: warnings.join('\n'),
      entry: project.path('dist/entry.js'),
    }
  },
}
