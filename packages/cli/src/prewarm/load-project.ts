import { existsSync, readdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { type Options, Pipeline } from '@lazy-image/core'
import { findConfig, loadOptions } from '../load-options.js'
import { UsageError } from '../usage-error.js'

/** What a project is to whoever makes its images ahead of a build. */
export interface Project {
  pipeline: Pipeline
  /** Absolute folders by what specifiers begin with. */
  aliases: Readonly<Record<string, string>>
  /** Absolute; null for none. */
  publicFolder: string | null
  /** Globs of what a build has written. */
  ignore: readonly string[]
  /** Configurations that may hold options and are not read. */
  unread: readonly string[]
}

/** What is needed of Vite, which is the project's own. */
interface Vite {
  resolveConfig(inline: object, command: 'build', mode: string): Promise<ViteConfig>
}

interface ViteConfig {
  root: string
  publicDir: string
  build: { outDir: string }
  resolve: { alias: readonly { find: string | RegExp; replacement: string }[] }
  plugins: readonly { api?: unknown }[]
}

interface Api {
  makePipeline(instead: (own: Options) => Options): Promise<Pipeline>
}

const WRITTEN: readonly string[] = ['**/dist/**', '**/build/**', '**/coverage/**']

/** Of other bundlers and frameworks, which run code of theirs to know what they are. */
const OTHERS = /^(?:astro|farm|nuxt|rolldown|rollup|rsbuild|rspack|webpack)\.config\.[cm]?[jt]s$/

const VITE_CONFIG = /^vite\.config\.[cm]?[jt]s$/

/**
 * A project with its options: of lazy-image.config where there is one, or `config`; else of the plugin in Vite's configuration,
 * which also tells aliases and folders.
 *
 * @param root absolute folder.
 * @param config absolute path of a module with options.
 * @param instead gives options that count in place of the project's own.
 * @throws {UsageError} for a configuration that cannot be loaded.
 */
export async function loadProject(
  root: string,
  config: string | undefined,
  instead: (own: Options) => Options,
): Promise<Project> {
  const vite = await resolveVite(root)
  const file = config ?? findConfig(root)
  if (file === undefined && vite?.api !== undefined) {
    return { pipeline: await vite.api.makePipeline(instead), ...vite.surroundings, unread: [] }
  }
  const own = await loadOptions(root, file)
  const pipeline = new Pipeline({ ...own, ...instead(own) }, root)
  const { aliases } = pipeline.options.types
  const surroundings = vite?.surroundings ?? { aliases: {}, publicFolder: null, ignore: WRITTEN }
  return {
    pipeline,
    unread: file === undefined ? readdirSync(root).filter(name => OTHERS.test(name)) : [],
    ...surroundings,
    aliases: { ...surroundings.aliases, ...aliases },
  }
}

type Surroundings = Pick<Project, 'aliases' | 'publicFolder' | 'ignore'>

async function resolveVite(root: string): Promise<{ api: Api | undefined; surroundings: Surroundings } | null> {
  const names = ['js', 'mjs', 'ts', 'cjs', 'mts', 'cts'].map(ending => `vite.config.${ending}`)
  const name = names.find(candidate => VITE_CONFIG.test(candidate) && existsSync(join(root, candidate)))
  if (name === undefined) return null
  try {
    const entry = createRequire(join(root, 'package.json')).resolve('vite')
    const { resolveConfig }: Vite = await import(pathToFileURL(entry).href)
    const found = await resolveConfig({ root, logLevel: 'error' }, 'build', 'production')
    const apis = found.plugins.flatMap(({ api }) => (isApi(api) ? [api] : []))
    return { api: apis[0], surroundings: surroundingsOf(found) }
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new UsageError(`${join(root, name)} cannot be read: ${reason}`, { cause: error })
  }
}

function isApi(api: unknown): api is Api {
  return typeof api === 'object' && api !== null && 'makePipeline' in api
}

function surroundingsOf({ root, publicDir, build, resolve: { alias } }: ViteConfig): Surroundings {
  const aliases = alias.flatMap(({ find, replacement }) => {
    const start = typeof find === 'string' ? find : /^\^?([@~#\w-]+)\\?\/?$/.exec(find.source)?.[1]
    // What Vite adds itself leads to no file of the project's.
    return start === undefined || !existsSync(replacement) ? [] : [[start, replacement] as const]
  })
  return {
    aliases: Object.fromEntries(aliases),
    publicFolder: publicDir === '' ? null : publicDir,
    ignore: [...WRITTEN, `${resolve(root, build.outDir)}/**`],
  }
}
