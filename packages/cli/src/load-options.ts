import { existsSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import type { Options } from '@lazy-image/core'
import { optionsOfBundlers } from './bundler-config.js'
import { loadModule } from './load-module.js'
import { UsageError } from './usage-error.js'
import { optionsOfVite, readViteConfig } from './vite-config.js'

/** What commands that work for one project are told of it. */
export const PROJECT_OPTIONS = {
  root: { value: '<folder>', doc: 'the project; default: the working directory' },
  config: {
    value: '<module>',
    doc: 'a module of options; default: lazy-image.config, else the plugin in the bundler’s configuration',
  },
} as const

/** Where options are looked for, in this order. */
const NAMES = ['lazy-image.config.js', 'lazy-image.config.mjs', 'lazy-image.config.ts']

/** The module of options in a folder; undefined where there is none. */
export function findConfig(root: string): string | undefined {
  return NAMES.map(name => join(root, name)).find(candidate => existsSync(candidate))
}

/**
 * The project that a command line names, with its options.
 *
 * @param folder absolute working directory.
 * @throws {UsageError} as {@link loadOptions} does.
 */
export async function loadNamedProject(
  { root: named, config }: Readonly<Partial<Record<keyof typeof PROJECT_OPTIONS, string>>>,
  folder: string,
): Promise<{ root: string; options: Options }> {
  const root = resolve(folder, named ?? '.')
  return { root, options: await loadOptions(root, config === undefined ? undefined : resolve(folder, config)) }
}

/**
 * The options that a project shares between its bundler and the command line: the default export of a module of its own, else what
 * the plugin is given in Vite's configuration, else in another bundler's.
 *
 * @param root absolute folder in which these are looked for.
 * @param config absolute path of the module instead.
 * @throws {UsageError} for a module that is not there, cannot be loaded or exports no options.
 */
export async function loadOptions(root: string, config: string | undefined): Promise<Options> {
  const file = config ?? findConfig(root)
  if (file === undefined) return optionsOfBundler(root)
  if (!existsSync(file)) throw new UsageError(`Option --config must be a module that exists, but received ${file}`)
  const options = await loadModule(file)
  if (typeof options !== 'object' || options === null || Array.isArray(options)) {
    const received = Array.isArray(options) ? 'a list' : options === null ? 'null' : typeof options
    throw new UsageError(
      `The default export of ${basename(file)} must be the options of lazy-image, an object, but is ${received}`,
    )
  }
  return options
}

async function optionsOfBundler(root: string): Promise<Options> {
  const vite = await readViteConfig(root)
  if (vite?.api !== undefined) return optionsOfVite(vite.api)
  return (await optionsOfBundlers(root)) ?? {}
}
