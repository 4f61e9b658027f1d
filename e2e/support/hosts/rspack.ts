import { stripVTControlCharacters } from 'node:util'
import type { Options } from '@lazy-image/core'
import lazyImage from '@lazy-image/unplugin/rspack'
import { type Configuration, rspack, type Stats, type StatsOptions } from '@rspack/core'
import type { Project } from '../project.js'
import { type Built, beginBuild, type Host } from './host.js'
import { runCompiler } from './run-compiler.js'

/** A library-like build of `src/entry.js`, with a project's own settings on top. */
export function rspackConfig(
  project: Project,
  options: Options,
  { output, plugins = [], ...settings }: Configuration = {},
): Configuration {
  return {
    mode: 'production',
    devtool: false,
    context: project.root,
    entry: './src/entry.js',
    optimization: { minimize: false },
    performance: { hints: false },
    infrastructureLogging: { level: 'none' },
    ...settings,
    output: {
      path: project.path('dist'),
      filename: 'entry.js',
      module: true,
      library: { type: 'module' },
      publicPath: '/',
      ...output,
    },
    plugins: [lazyImage(options), ...plugins],
  }
}

export async function runRspack(config: Configuration): Promise<Stats> {
  const compiler = rspack(config)
  if (compiler === null) throw new Error('Rspack gave no compiler')
  return runCompiler(compiler)
}

export async function buildWithRspack(
  project: Project,
  options?: Options,
  settings: Configuration = {},
): Promise<Built> {
  const warnings: string[] = []
  const logger = { info: () => {}, warn: (message: string) => warnings.push(message) }
  const { options: recorded, batches } = beginBuild(project, { logger, ...options })
  const stats = await runRspack(rspackConfig(project, recorded, settings))
  return {
    batches,
    failure: stats.hasErrors() ? rspackErrors(stats) : null,
    warnings: [...warnings, unframe(stats.toString({ all: false, warnings: true, colors: false }))].join('\n'),
    entry: project.path('dist/entry.js'),
  }
}

/** The errors as Rspack's command line prints them, without its frames. */
export function rspackErrors(stats: { toString(options: StatsOptions): string }): string {
  return unframe(stats.toString({ all: false, errors: true, errorDetails: true, moduleTrace: true, colors: false }))
}

/**
 * Rspack draws a sign before the first line of what plugins say, and a bar before the others: in colours where the
 * environment asks for them (Rsbuild does in CI), whatever `colors` says.
 */
export function unframe(text: string): string {
  return stripVTControlCharacters(text).replaceAll(/^ {2}[×⚠│] ?/gm, '')
}

export const rspackHost: Host = { name: 'rspack', tellsEach: true, build: buildWithRspack }
