import { existsSync, readdirSync } from 'node:fs'
import { resolve } from 'node:path'
import { type Options, Pipeline } from '@lazy-image/core'
import { isBundlerConfig, optionsOfBundlers } from '../bundler-config.js'
import { findConfig, loadOptions } from '../load-options.js'
import { readViteConfig, type ViteConfig } from '../vite-config.js'

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

const WRITTEN: readonly string[] = ['**/dist/**', '**/build/**', '**/coverage/**']

/** Of frameworks, which run code of theirs to know what they are. */
const OTHERS = /^(?:astro|nuxt)\.config\.[cm]?[jt]s$/

/**
 * A project with its options: of lazy-image.config where there is one, or `config`; else of the plugin in Vite's configuration, which
 * also tells aliases and folders; else of that in another bundler's.
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
  const vite = await readViteConfig(root)
  const surroundings =
    vite === null ? { aliases: {}, publicFolder: null, ignore: WRITTEN } : surroundingsOf(vite.config)
  const file = config ?? findConfig(root)
  if (file === undefined && vite?.api !== undefined) {
    return { pipeline: await vite.api.makePipeline(instead), ...surroundings, unread: [] }
  }
  const ofBundler = file === undefined ? await optionsOfBundlers(root) : undefined
  const own = ofBundler ?? (file === undefined ? {} : await loadOptions(root, file))
  const pipeline = new Pipeline({ ...own, ...instead(own) }, root)
  const { aliases } = pipeline.options.types
  return {
    pipeline,
    unread:
      file === undefined && ofBundler === undefined
        ? readdirSync(root).filter(name => OTHERS.test(name) || isBundlerConfig(name))
        : [],
    ...surroundings,
    aliases: { ...surroundings.aliases, ...aliases },
  }
}

/** What is told of a configuration that may hold options and is not read. */
export function wordUnread(name: string): string {
  return `The options of lazy-image in ${name} are not read: export them from lazy-image.config.js, and import that in ${name}`
}

type Surroundings = Pick<Project, 'aliases' | 'publicFolder' | 'ignore'>

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
