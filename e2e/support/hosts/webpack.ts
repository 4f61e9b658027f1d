import { createRequire } from 'node:module'
import type { Options } from '@lazy-image/core'
import { LazyImagePlugin } from '@lazy-image/webpack-plugin'
import webpack, { type Configuration, type Stats } from 'webpack'
import type { Project } from '../project.js'
import { type Built, beginBuild, type Host } from './host.js'
import { runCompiler } from './run-compiler.js'

/** Absolute path of a package of the tests, for projects outside of the repository. */
export const resolvePackage: (name: string) => string = createRequire(import.meta.url).resolve

/** A library-like build of `src/entry.js`, with a project's own settings on top. */
export function webpackConfig(
  project: Project,
  options: Options,
  { output, plugins = [], ...settings }: Configuration = {},
): Configuration {
  return {
    mode: 'production',
    devtool: false,
    context: project.root,
    entry: './src/entry.js',
    experiments: { outputModule: true },
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
    plugins: [new LazyImagePlugin(options), ...plugins],
  }
}

export async function runWebpack(config: Configuration): Promise<Stats> {
  const compiler = webpack(config)
  if (compiler === null) throw new Error('webpack gave no compiler')
  return runCompiler(compiler)
}

export async function buildWithWebpack(
  project: Project,
  options?: Options,
  settings: Configuration = {},
): Promise<Built> {
  const warnings: string[] = []
  const logger = { info: () => {}, warn: (message: string) => warnings.push(message) }
  const { options: recorded, batches } = beginBuild(project, { logger, ...options })
  const stats = await runWebpack(webpackConfig(project, recorded, settings))
  return {
    batches,
    failure: stats.hasErrors() ? errorsText(stats) : null,
    warnings: [...warnings, stats.toString({ all: false, warnings: true, colors: false })].join('\n'),
    entry: project.path('dist/entry.js'),
  }
}

/** The errors as webpack's command line prints them. */
export function errorsText(stats: Stats): string {
  return stats.toString({ all: false, errors: true, errorDetails: 'auto', moduleTrace: true, colors: false })
}

export const webpackHost: Host = { name: 'webpack', tellsEach: true, build: buildWithWebpack }
