import { isAbsolute, relative } from 'node:path'
import { idFilter } from './id-filter.js'
import type { Pattern } from './options.js'

/**
 * Whether a pattern means a file, tried on its absolute path and on that from the root.
 *
 * @param path of the option, for errors.
 * @param root absolute.
 * @throws {LazyImageError} `OPTION_INVALID` for what is no pattern.
 */
export function patternTest(pattern: Pattern, path: string, root: string): (file: string) => boolean {
  const test = idFilter(pattern, undefined, path)
  return file => {
    const inside = relative(root, file)
    return test(file) || (!isAbsolute(inside) && test(inside))
  }
}
