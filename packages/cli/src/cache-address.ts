import { resolve } from 'node:path'
import type { CacheOptions } from '@lazy-image/core'

/**
 * What `--cache` says: the address of a store that machines share, or a folder.
 *
 * @param own options of the project, whose keys and headers go with an address.
 * @param folder that a path starts from, absolute.
 */
export function cacheFrom(text: string, own: CacheOptions | false | undefined, folder: string): CacheOptions {
  const options = typeof own === 'object' ? own : {}
  if (!/^[a-z][a-z\d+.-]+:\/\//i.test(text)) return { ...options, dir: resolve(folder, text) }
  const { store: _, ...remote } = typeof options.remote === 'object' ? options.remote : {}
  return { ...options, remote: { ...remote, url: text } }
}
