import type { Options } from '@lazy-image/core'
import lazyImage from '@lazy-image/unplugin/rsbuild'
import { createRsbuild, mergeRsbuildConfig, type RsbuildConfig, type Rspack } from '@rsbuild/core'
import type { Project } from '../project.js'
import { type Built, beginBuild, type Host } from './host.js'
import { rspackErrors, unframe } from './rspack.js'

/** A library-like build of `src/entry.js`. */
export function rsbuildConfig(project: Project, options: Options): RsbuildConfig {
  return {
    root: project.root,
    mode: 'production',
    logLevel: 'silent',
    source: { entry: { entry: './src/entry.js' } },
    output: {
      module: true,
      target: 'node',
      minify: false,
      filename: { js: '[name].js' },
      distPath: { root: 'dist', js: '' },
      assetPrefix: '/',
      emitAssets: true,
      // Whoever loads it runs it in place.
      cleanDistPath: false,
    },
    tools: { htmlPlugin: false, rspack: { output: { library: { type: 'module' } } } },
    plugins: [lazyImage(options)],
  }
}

export async function runRsbuild(config: RsbuildConfig): Promise<Rspack.Stats | Rspack.MultiStats> {
  const rsbuild = await createRsbuild({ cwd: config.root ?? process.cwd(), config })
  let stats: Rspack.Stats | Rspack.MultiStats | undefined
  rsbuild.onAfterBuild(({ stats: made }) => {
    stats = made
  })
  const { close } = await rsbuild.build().catch(error => {
    // It fails for what the statistics tell.
    if (stats === undefined) throw error
    return { close: async () => {} }
  })
  await close()
  if (stats === undefined) throw new Error('Rsbuild gave no statistics')
  return stats
}

export async function buildWithRsbuild(
  project: Project,
  options?: Options,
  settings: RsbuildConfig = {},
): Promise<Built> {
  const warnings: string[] = []
  const logger = { info: () => {}, warn: (message: string) => warnings.push(message) }
  const { options: recorded, batches } = beginBuild(project, { logger, ...options })
  const stats = await runRsbuild(mergeRsbuildConfig(rsbuildConfig(project, recorded), settings))
  return {
    batches,
    failure: stats.hasErrors() ? rspackErrors(stats) : null,
    warnings: [...warnings, unframe(stats.toString({ all: false, warnings: true, colors: false }))].join('\n'),
    entry: project.path('dist/entry.js'),
  }
}

export const rsbuildHost: Host = { name: 'rsbuild', tellsEach: true, build: buildWithRsbuild }
