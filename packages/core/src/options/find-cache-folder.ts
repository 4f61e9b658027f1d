import { existsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

/**
 * `node_modules/.cache/lazy-image` beside the nearest package.json at or above a folder, where tools of this
 * ecosystem keep caches and CI services look for them; without any package, a folder of the system's temporary files.
 */
export function findCacheFolder(from: string): string {
  for (let folder = from; ; folder = dirname(folder)) {
    if (existsSync(join(folder, 'package.json'))) return join(folder, 'node_modules', '.cache', 'lazy-image')
    if (folder === dirname(folder)) return join(tmpdir(), 'lazy-image-cache')
  }
}
