import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { StoreError } from './store-error.js'

/**
 * Loads a package that the user installs for one kind of store: the project's own, else one beside this package.
 *
 * @param folder of the project, absolute.
 * @throws {StoreError} that says what to install.
 */
export async function loadPeer(name: string, what: string, folder: string): Promise<Record<string, unknown>> {
  for (const from of [join(folder, 'package.json'), import.meta.url]) {
    const file = resolveFrom(from, name)
    if (file !== undefined) return (await import(pathToFileURL(file).href)) as Record<string, unknown>
  }
  throw new StoreError(`${what} needs the package ${name}, which is not there: npm install --save-dev ${name}`, true)
}

function resolveFrom(from: string, name: string): string | undefined {
  try {
    return createRequire(from).resolve(name)
  } catch {
    return undefined
  }
}
