import { existsSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { decodePath, splitId } from '@lazy-image/core/host'
import { isForeign } from '../images/image-id.js'
import type { Mention } from './readers/reader-kind.js'

/** What finds images by paths, packages and aliases. */
export interface Locator {
  locate(specifier: string, importer: string): string | null
}

/**
 * The id of a request that a file of a project writes: absolute path, of a file that need not be there, and query. Null for
 * what is no path and nobody knows.
 *
 * @param publicFolder absolute; what a bundler copies as it is. Null for none.
 */
export function locateRequest(
  { specifier, isUrl }: Pick<Mention, 'specifier' | 'isUrl'>,
  file: string,
  locator: Locator,
  publicFolder: string | null,
): string | null {
  if (isForeign(specifier)) return null
  const { path, query } = splitId(specifier)
  const named = decodePath(path)
  if (path.startsWith('/') && publicFolder !== null && existsSync(join(publicFolder, named))) {
    return `${join(publicFolder, named)}?${query}`
  }
  if (isUrl && !/^[./]/.test(path) && existsSync(resolve(dirname(file), named))) {
    return `${resolve(dirname(file), named)}?${query}`
  }
  const found = locator.locate(specifier, file)
  // A page's author means a file beside it, and is told that there is none.
  return found === null && isUrl ? `${resolve(dirname(file), named)}?${query}` : found
}
