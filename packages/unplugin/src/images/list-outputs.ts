import { isAbsolute, resolve } from 'node:path'
import { type BuiltPage, relativePath, splitId } from '@lazy-image/core/host'
import type { Asset, Chunk } from './bundle.js'

/**
 * Outputs by their keys with the absolute paths of their files, as an account takes them.
 *
 * @param names of files in a folder; what has none stands in code.
 * @param folder absolute; null where nothing is written.
 */
export function listFiles(
  keys: Iterable<string>,
  names: ReadonlyMap<string, string>,
  folder: string | null,
): Map<string, string | null> {
  const fileOf = (name: string | undefined) => (name === undefined || folder === null ? null : resolve(folder, name))
  return new Map([...keys].map(key => [key, fileOf(names.get(key))]))
}

/**
 * The entries of a bundle, called as a manifest calls them, each with the images of its chunk and of all that is loaded with it;
 * not those of what is imported later.
 *
 * @param shownBy the keys of each image that modules show.
 * @param root absolute.
 */
export function listPages(
  bundle: Readonly<Record<string, Asset | Chunk>>,
  shownBy: (ids: Iterable<string>) => string[][],
  root: string,
): BuiltPage[] {
  return Object.entries(bundle).flatMap(([name, file]) => {
    if (file.type !== 'chunk' || file.isEntry !== true) return []
    const ids = new Set<string>()
    for (const chunk of loadedWith(name, bundle)) {
      if (chunk.facadeModuleId) ids.add(chunk.facadeModuleId)
      for (const id of Object.keys(chunk.modules)) ids.add(id)
    }
    const source = splitId(file.facadeModuleId ?? '').path
    return [{ name: isAbsolute(source) ? relativePath(root, source) : name, imports: shownBy(ids) }]
  })
}

function loadedWith(entry: string, bundle: Readonly<Record<string, Asset | Chunk>>): Chunk[] {
  const names = new Set([entry])
  const chunks: Chunk[] = []
  for (const name of names) {
    const file = bundle[name]
    if (file?.type !== 'chunk') continue
    chunks.push(file)
    for (const imported of file.imports ?? []) names.add(imported)
  }
  return chunks
}
