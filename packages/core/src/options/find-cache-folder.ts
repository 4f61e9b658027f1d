import { existsSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { findBuildHost, USUAL_FOLDER } from './build-hosts.js'

export interface CacheFolder {
  /** Absolute. */
  folder: string
  /** The build host that keeps it only where a project says so; null where it is kept. */
  forgottenBy: string | null
}

/**
 * `node_modules/.cache/lazy-image` beside the nearest package.json at or above a folder, where tools of this ecosystem keep
 * caches, or what the host that the build runs on keeps; without any package, a folder of the system's temporary files.
 */
export function findCacheFolder(
  from: string,
  env: Readonly<Record<string, string | undefined>> = process.env,
): CacheFolder {
  for (let folder = from; ; folder = dirname(folder)) {
    const manifest = join(folder, 'package.json')
    if (existsSync(manifest)) {
      const host = findBuildHost(env)
      const kept = host === undefined ? USUAL_FOLDER : host.keeps(dependenciesIn(manifest))
      return {
        folder: join(folder, ...(kept ?? USUAL_FOLDER).split('/'), 'lazy-image'),
        forgottenBy: kept === null ? (host?.name ?? null) : null,
      }
    }
    if (folder === dirname(folder)) return { folder: join(tmpdir(), 'lazy-image-cache'), forgottenBy: null }
  }
}

/** None where the manifest cannot be read: whoever needs it says so. */
function dependenciesIn(manifest: string): Set<string> {
  try {
    const { dependencies, devDependencies } = JSON.parse(readFileSync(manifest, 'utf8'))
    return new Set(Object.keys({ ...dependencies, ...devDependencies }))
  } catch {
    return new Set()
  }
}
