import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Options, Pipeline } from '@lazy-image/core'
import { UsageError } from './usage-error.js'

/** What is needed of Vite, which is the project's own. */
interface Vite {
  resolveConfig(inline: object, command: 'build', mode: string): Promise<ViteConfig>
}

/** A project's configuration, as Vite resolves it. */
export interface ViteConfig {
  root: string
  publicDir: string
  build: { outDir: string }
  resolve: { alias: readonly { find: string | RegExp; replacement: string }[] }
  plugins: readonly { api?: unknown }[]
}

/** What our plugin for Vite gives to other programs. */
export interface VitePluginApi {
  makePipeline(instead: (own: Options) => Options): Promise<Pipeline>
}

const NAMES = ['js', 'mjs', 'ts', 'cjs', 'mts', 'cts'].map(ending => `vite.config.${ending}`)

/**
 * The configuration of a Vite project; null where there is none.
 *
 * @param root absolute folder.
 * @throws {UsageError} for one that cannot be read.
 */
export async function readViteConfig(
  root: string,
): Promise<{ config: ViteConfig; api: VitePluginApi | undefined } | null> {
  const name = NAMES.find(candidate => existsSync(join(root, candidate)))
  if (name === undefined) return null
  try {
    const entry = createRequire(join(root, 'package.json')).resolve('vite')
    const { resolveConfig }: Vite = await import(pathToFileURL(entry).href)
    const config = await resolveConfig({ root, logLevel: 'error' }, 'build', 'production')
    return { config, api: config.plugins.map(({ api }) => api).find(isApi) }
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new UsageError(`${join(root, name)} cannot be read: ${reason}`, { cause: error })
  }
}

/** The options that a plugin was given. */
export async function optionsOfVite(api: VitePluginApi): Promise<Options> {
  let options: Options = {}
  await api.makePipeline(own => {
    options = own
    return {}
  })
  return options
}

function isApi(api: unknown): api is VitePluginApi {
  return typeof api === 'object' && api !== null && 'makePipeline' in api
}
