import { createRequire } from 'node:module'
import { join } from 'node:path'
import { LazyImageError } from '@lazy-image/core/host'
import type { ResolvedConfig } from 'vite'

/** The first version with environments and with hooks that name what they are for. */
const OLDEST = [6, 3] as const

/**
 * Refuses a Vite that is too old, before it fails for a reason that nobody would understand.
 *
 * @param told what Vite itself says of its version; only those of today do.
 */
export function checkVersion(config: ResolvedConfig, told: string | undefined): void {
  if (told !== undefined) return
  const version = versionIn(config.root)
  const [major, minor] = (version ?? '').split('.').map(Number)
  const isOld = major === undefined || minor === undefined ? false : isBefore(major, minor)
  // One that is not in the project, such as a global one, shows its age by what it lacks.
  if (!isOld && config.environments !== undefined) return
  throw new LazyImageError(
    'FEATURE_UNSUPPORTED',
    `lazy-image needs Vite ${OLDEST.join('.')} or newer, but this is ${isOld ? `Vite ${version}` : 'an older one'}: ` +
      'npm install --save-dev vite@latest',
  )
}

function isBefore(major: number, minor: number): boolean {
  return major < OLDEST[0] || (major === OLDEST[0] && minor < OLDEST[1])
}

/** The version of the Vite that a project has. */
function versionIn(root: string): string | undefined {
  const require = createRequire(join(root, 'package.json'))
  try {
    return (require('vite/package.json') as { version: string }).version
  } catch {
    return undefined
  }
}
