import { dirname, resolve } from 'node:path'
import { loadProjectSearch, type Pipeline, relativePath } from '@lazy-image/core/host'

type Search = Awaited<ReturnType<typeof loadProjectSearch>>
export type FilePattern = ReturnType<Search['findPatterns']>[number]

/**
 * The requests that a pattern in code comes to.
 *
 * @param file absolute path of the code.
 * @returns ids; null where only running code would know.
 */
export async function expandPattern(
  { globs, query, isRead }: FilePattern,
  file: string,
  pipeline: Pipeline,
): Promise<readonly string[] | null> {
  const { root } = pipeline.options
  const anchored = globs.map(glob => anchor(glob, dirname(file), root))
  if (!isRead || anchored.some(glob => glob === null)) return null
  const { glob } = await loadProjectSearch()
  const patterns = anchored.filter(pattern => pattern !== null)
  const found = await glob(patterns, {
    cwd: root,
    absolute: true,
    expandDirectories: false,
    ignore: ['**/node_modules/**'],
  })
  return found.sort().map(path => (query === '' ? resolve(path) : `${resolve(path)}?${query}`))
}

/** A glob from the root; null for one that begins with an alias or a package. */
function anchor(glob: string, folder: string, root: string): string | null {
  const [no, path] = glob.startsWith('!') ? ['!', glob.slice(1)] : ['', glob]
  if (path.startsWith('/')) return `${no}${path.slice(1)}`
  if (!/^\.{1,2}\//.test(path) && !path.startsWith('**')) return null
  return `${no}${normalize(`${folderGlob(root, folder)}/${path}`)}`
}

/** A glob of one folder, relative to another one, whatever stands in its name. */
export function folderGlob(from: string, folder: string): string {
  return relativePath(from, folder).replaceAll(/[()[\]{}!*?@+]/g, '\\$&')
}

/** Without `.` and `..` in the middle; globs that lead out of the root begin with `..`. */
function normalize(path: string): string {
  const parts: string[] = []
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop()
    else parts.push(part)
  }
  return parts.join('/')
}
