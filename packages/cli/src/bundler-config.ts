import { existsSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { Options } from '@lazy-image/core'
import { optionsOf } from '@lazy-image/unplugin/project'
import { loadModule } from './load-module.js'
import { UsageError } from './usage-error.js'

/** How bundlers call a configuration that is a function, for a build of what is shipped. */
const CALLED_WITH = {
  webpack: [
    { WEBPACK_BUILD: true, WEBPACK_BUNDLE: true },
    { mode: 'production', env: {} },
  ],
  rspack: [
    { RSPACK_BUILD: true, RSPACK_BUNDLE: true },
    { mode: 'production', env: {} },
  ],
  rsbuild: [{ env: 'production', command: 'build', envMode: 'production' }],
  rollup: [{}],
  rolldown: [{}],
  farm: [{ command: 'build', mode: 'production' }],
} as const satisfies Readonly<Record<string, readonly object[]>>

const ENDINGS = ['js', 'mjs', 'ts', 'cjs', 'mts', 'cts']

/**
 * The options of our plugin in the configurations of bundlers but Vite, the first one's where there are several; undefined without one. A
 * configuration may be an object, a list, a function, and a promise of any of these; functions are called as for a production
 * build. Plugins may stand in lists of lists, behind promises, and in Rsbuild's environments.
 *
 * @param root absolute folder.
 * @throws {UsageError} for a configuration that cannot be loaded.
 */
export async function optionsOfBundlers(root: string): Promise<Options | undefined> {
  for (const [bundler, given] of Object.entries(CALLED_WITH)) {
    const file = ENDINGS.map(ending => join(root, `${bundler}.config.${ending}`)).find(one => existsSync(one))
    if (file === undefined) continue
    const found = await optionsIn(file, given)
    if (found !== undefined) return found
  }
  return undefined
}

/** A configuration of a bundler's by its name, without a folder. */
export function isBundlerConfig(name: string): boolean {
  const [bundler = '', config, ending = '', ...more] = basename(name).split('.')
  return Object.hasOwn(CALLED_WITH, bundler) && config === 'config' && ENDINGS.includes(ending) && more.length === 0
}

async function optionsIn(file: string, given: readonly object[]): Promise<Options | undefined> {
  const exported = await loadModule(file).catch(error => {
    throw new UsageError(
      `${error.message}; the options may stand in lazy-image.config.js, and be imported from there`,
      {
        cause: error,
      },
    )
  })
  for (const made of await flattened(exported)) {
    for (const config of await flattened(await called(file, made, given))) {
      const plugins = await flattened(pluginsOf(config))
      const found = plugins.map(optionsOf).find(options => options !== undefined)
      if (found !== undefined) return found
    }
  }
  return undefined
}

async function called(file: string, made: unknown, given: readonly object[]): Promise<unknown> {
  if (typeof made !== 'function') return made
  try {
    return await made(...given)
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new UsageError(`${file} cannot be read, its function failed: ${reason}`, { cause: error })
  }
}

/** What stands in lists of lists, and behind promises. */
async function flattened(value: unknown): Promise<unknown[]> {
  const settled = await value
  return Array.isArray(settled) ? (await Promise.all(settled.map(flattened))).flat() : [settled]
}

/** Of a configuration, and of its environments where it has any. */
function pluginsOf(config: unknown): unknown[] {
  if (typeof config !== 'object' || config === null) return []
  const { plugins, environments }: { plugins?: unknown; environments?: unknown } = config
  const inner = typeof environments === 'object' && environments !== null ? Object.values(environments) : []
  return [plugins, ...inner.flatMap(pluginsOf)]
}
