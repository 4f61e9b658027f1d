import { stripVTControlCharacters } from 'node:util'
import type { Options } from '@lazy-image/core'
import lazyImage from '@lazy-image/vite-plugin'
import * as vite8 from 'vite'
import * as vite7 from 'vite7'
import type { Project } from '../project.js'
import { errorText } from './error-text.js'
import { type Built, beginBuild, type Host } from './host.js'

export type Vite = typeof vite8

/** The two majors by their names. They share the part of their API that is used here. */
export const VITES: Readonly<Record<'vite 8' | 'vite 7', Vite>> = {
  'vite 8': vite8,
  'vite 7': vite7 as unknown as Vite,
}

/** A logger that keeps what it is told, without colours. */
export interface RecordedLogger extends vite8.Logger {
  readonly warnings: string[]
  readonly errors: string[]
}

/** @param timings whether Rolldown's report of others' slow callbacks is kept, which comes or not as the machine has time. */
export function recordedLogger(timings: 'kept' | 'left' = 'left'): RecordedLogger {
  const warnings: string[] = []
  const errors: string[] = []
  const warn = (message: string) => {
    const text = stripVTControlCharacters(message)
    const isOfOthers = text.startsWith('[PLUGIN_TIMINGS]') && !text.includes('lazy-image')
    if (timings === 'kept' || !isOfOthers) warnings.push(text)
  }
  return {
    warnings,
    errors,
    hasWarned: false,
    info: () => {},
    warn,
    warnOnce: warn,
    error: message => errors.push(stripVTControlCharacters(message)),
    clearScreen: () => {},
    hasErrorLogged: () => false,
  }
}

/** A library-like build of `src/entry.js`. */
export function viteConfig(project: Project, options: Options): vite8.InlineConfig {
  return {
    root: project.root,
    configFile: false,
    // The reporter writes to stdout by itself.
    logLevel: 'warn',
    plugins: [lazyImage(options)],
    build: libraryBuild(project),
  }
}

/** Keeps what `src/entry.js` exports. */
export function libraryBuild(project: Project): NonNullable<vite8.InlineConfig['build']> {
  return {
    minify: false,
    modulePreload: false,
    rollupOptions: {
      input: project.path('src/entry.js'),
      preserveEntrySignatures: 'strict',
      output: { entryFileNames: 'entry.js' },
    },
  }
}

/** A library-like build, with a project's own settings on top. */
export async function buildWithVite(
  vite: Vite,
  project: Project,
  options?: Options,
  settings: vite8.UserConfig = {},
): Promise<Built> {
  const { options: recorded, batches } = beginBuild(project, options)
  const customLogger = recordedLogger()
  let failure: string | null = null
  try {
    await vite.build(vite.mergeConfig({ ...viteConfig(project, recorded), customLogger }, settings))
  } catch (error) {
    failure = errorText(error)
  }
  return { batches, failure, warnings: customLogger.warnings.join('\n'), entry: project.path('dist/entry.js') }
}

/** A build of a project's `index.html`. */
export function vitePageConfig(project: Project, options: Options): vite8.InlineConfig {
  return { root: project.root, configFile: false, logLevel: 'warn', plugins: [lazyImage(options)] }
}

/** A build of a project's pages, by default of `index.html`. */
export async function buildPagesWithVite(
  vite: Vite,
  project: Project,
  {
    options,
    settings = {},
    before = [],
  }: {
    options?: Options
    settings?: vite8.UserConfig
    /** Plugins that stand before ours. */
    before?: readonly vite8.Plugin[]
  } = {},
): Promise<Omit<Built, 'entry'>> {
  const { options: recorded, batches } = beginBuild(project, options)
  const customLogger = recordedLogger()
  let failure: string | null = null
  try {
    const { plugins = [], ...config } = vitePageConfig(project, recorded)
    const ours = { ...config, customLogger, plugins: [...before, ...plugins] }
    await vite.build(vite.mergeConfig(ours, settings))
  } catch (error) {
    failure = errorText(error)
  }
  return { batches, failure, warnings: customLogger.warnings.join('\n') }
}

export const viteHosts: readonly Host[] = Object.entries(VITES).map(([name, vite]) => ({
  name,
  build: (project, options) => buildWithVite(vite, project, options),
}))
