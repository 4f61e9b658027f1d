import { existsSync } from 'node:fs'
import { join } from 'node:path'

/** The file that is served under a URL path as it is; Vite looks there before it looks for a file of the project. */
export function findPublicFile(path: string, folder: string): string | null {
  if (folder === '' || !path.startsWith('/')) return null
  const file = join(folder, path)
  return existsSync(file) ? file : null
}
