import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { binaryName, currentPlatform, type Platform, platformName } from './binary-name.js'
import { type Attempt, loadFailure } from './load-failure.js'
import type { Binding } from './wire.js'

type Require = (id: string) => unknown

/**
 * Loads the engine: the file named by `LAZY_IMAGE_NATIVE`, which may be relative to the working directory, else the
 * binary that was built in this package, else the one of the platform's own package.
 *
 * @throws {NativeLoadError} when none of these loads.
 */
export function load(
  require: Require = createRequire(import.meta.url),
  platform: Platform = currentPlatform(),
  override: string | undefined = process.env['LAZY_IMAGE_NATIVE'],
): Binding {
  const attempts: Attempt[] = []
  for (const candidate of candidatesFor(platform, override)) {
    try {
      return require(candidate) as Binding
    } catch (error) {
      attempts.push({ candidate, error })
    }
  }
  throw loadFailure(platform, attempts, Boolean(override))
}

/** Every file that {@link load} would try, without loading any. */
export function findBinaries(
  find: (id: string) => string = createRequire(import.meta.url).resolve,
  platform: Platform = currentPlatform(),
  override: string | undefined = process.env['LAZY_IMAGE_NATIVE'],
): string[] {
  return candidatesFor(platform, override).flatMap(candidate => {
    if (existsSync(candidate)) return candidate
    try {
      return find(candidate)
    } catch {
      return []
    }
  })
}

/** Files and packages, the first that loads counts. */
function candidatesFor(platform: Platform, override: string | undefined): string[] {
  if (override) return [resolve(override)]
  const built = fileURLToPath(new URL(`../${binaryName(platform)}`, import.meta.url))
  return [built, `@lazy-image/native-${platformName(platform)}`]
}
