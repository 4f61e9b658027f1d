import { extname } from 'node:path'
import { pathToFileURL } from 'node:url'
import { createJiti } from 'jiti'
import { UsageError } from './usage-error.js'

/**
 * The default export of a module of configuration, in JavaScript or TypeScript.
 *
 * @param file absolute.
 * @throws {UsageError} for one that cannot be loaded.
 */
export async function loadModule(file: string): Promise<unknown> {
  try {
    // Node runs TypeScript by itself from version 22.18 on.
    const module: { default?: unknown } = /^\.[cm]?ts$/.test(extname(file))
      ? await createJiti(import.meta.url).import(file)
      : await import(pathToFileURL(file).href)
    return module.default
  } catch (error) {
    throw new UsageError(`${file} cannot be loaded: ${error instanceof Error ? error.message : error}`, {
      cause: error,
    })
  }
}
