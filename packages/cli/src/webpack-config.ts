import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Options } from '@lazy-image/core'
import { optionsOf } from '@lazy-image/unplugin/project'
import { loadModule } from './load-module.js'
import { UsageError } from './usage-error.js'

const NAMES = ['js', 'mjs', 'ts', 'cjs', 'mts', 'cts'].map(ending => `webpack.config.${ending}`)

/**
 * The options of our plugin in a webpack configuration, the first one's where there are several; undefined without one. A
 * configuration may be an object, a list, a function, and a promise of any of these; functions are called as for
 * `webpack --mode production`.
 *
 * @param root absolute folder.
 * @throws {UsageError} for a configuration that cannot be loaded.
 */
export async function optionsOfWebpack(root: string): Promise<Options | undefined> {
  const file = NAMES.map(name => join(root, name)).find(candidate => existsSync(candidate))
  if (file === undefined) return undefined
  const exported = await loadModule(file).catch(error => {
    throw new UsageError(
      `${error.message}; the options may stand in lazy-image.config.js, and be imported from there`,
      {
        cause: error,
      },
    )
  })
  for (const made of Array.isArray(exported) ? exported : [exported]) {
    const config = await called(file, made)
    for (const one of Array.isArray(config) ? config : [config]) {
      const found = pluginsOf(one)
        .map(optionsOf)
        .find(options => options !== undefined)
      if (found !== undefined) return found
    }
  }
  return undefined
}

async function called(file: string, made: unknown): Promise<unknown> {
  if (typeof made !== 'function') return made
  try {
    return await made({ WEBPACK_BUILD: true, WEBPACK_BUNDLE: true }, { mode: 'production', env: {} })
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new UsageError(`${file} cannot be read, its function failed: ${reason}`, { cause: error })
  }
}

function pluginsOf(config: unknown): readonly unknown[] {
  const plugins = typeof config === 'object' && config !== null && 'plugins' in config ? config.plugins : undefined
  return Array.isArray(plugins) ? plugins : []
}
