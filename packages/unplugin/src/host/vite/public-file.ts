import { existsSync } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { toSlashes } from '@lazy-image/core/host'

/** The file that is served under a URL path as it is; Vite looks there before it looks for a file of the project. */
export function findPublicFile(path: string, folder: string): string | null {
  if (folder === '' || !path.startsWith('/')) return null
  const file = join(folder, path)
  return existsSync(file) ? file : null
}

/** Where browsers read references by themselves; a script may make of a text whatever it likes. */
const PAGE = /\.(?:html?|css|webmanifest|svg|xml)$/i

/** A text that people write is smaller. */
const MOST_BYTES = 2 ** 20

/** Absolute paths of pages, styles and manifests that are copied as they are, by their paths from the folder. */
export async function listPublicTexts(folder: string): Promise<Map<string, string>> {
  const texts = new Map<string, string>()
  if (folder === '') return texts
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => [])
  for (const { name, parentPath } of entries) {
    const file = join(parentPath, name)
    if (!PAGE.test(name)) continue
    const stats = await stat(file).catch(() => undefined)
    if (stats?.isFile() && stats.size <= MOST_BYTES) texts.set(toSlashes(relative(folder, file)), file)
  }
  return texts
}
