import { existsSync } from 'node:fs'
import { dirname, isAbsolute, join, resolve } from 'node:path'
import { isImagePath, splitId } from '@lazy-image/core/host'

/** A scheme of at least two letters, which no Windows drive is, or a URL without one. */
const FOREIGN = /^(?:[a-z][a-z\d+.-]+:|\/\/)/i

/** Whether a specifier is a URL or a name of somebody's own kind, and not a path. */
export function isForeign(specifier: string): boolean {
  return FOREIGN.test(specifier)
}

/** Whether an id is a file with a query, and not what a plugin made up. */
export function isFileId(id: string): boolean {
  return !id.includes('\0') && isAbsolute(splitId(id).path)
}

/** What may not stand in the path of an id as it is. In an id that becomes a URL, `#` ends it and `%` opens a code. */
const RESERVED = { id: /\?/g, url: /[%?#]/g }

/** The slash before a step up, or to the same folder. */
const STEP = /\/(?=\.\.?\/)/g

/**
 * An id from a file's path and a query, such that its first question mark is where the query begins.
 *
 * @param isServed whether the id becomes a URL.
 */
export function makeId(file: string, query: string, isServed: boolean): string {
  const path = file.replaceAll(isServed ? RESERVED.url : RESERVED.id, encodeURIComponent)
  // A server takes a step up in a query for one in the path.
  const asked = isServed ? query.replaceAll('#', '%23').replaceAll(STEP, '%2F') : query
  return asked === '' ? path : `${path}?${asked}`
}

/**
 * A specifier with the question marks of the file's own name encoded. Bundlers write names into globs as they are, and
 * `./who?.jpg?w=8` is then read up to the first mark; it is only touched where such a file is.
 */
export function encodeName(specifier: string, importer: string | undefined, root: string): string {
  const marks = [...specifier.matchAll(/\?|$/g)].map(({ index }) => index)
  for (const mark of marks.slice(1)) {
    const path = specifier.slice(0, mark)
    if (!isImagePath(path) || !existsSync(placeOf(path, importer, root))) continue
    return path.replaceAll('?', '%3F') + specifier.slice(mark)
  }
  return specifier
}

function placeOf(path: string, importer: string | undefined, root: string): string {
  if (isAbsolute(path)) return existsSync(path) ? path : join(root, path)
  return resolve(importer === undefined ? root : dirname(splitId(importer).path), path)
}
