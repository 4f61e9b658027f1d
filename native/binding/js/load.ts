import { createRequire } from 'node:module'
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { binaryName, currentPlatform, type Platform, platformName } from './binary-name.js'
import { type Attempt, loadFailure } from './load-failure.js'
import type { Binding } from './wire.js'

/**
 * Loads the engine: the file named by `LAZY_IMAGE_NATIVE`, which may be relative to the working directory, else the
 * binary that was built in this package, else the one of the platform's own package.
 *
 * @throws {NativeLoadError} when none of these loads.
 */
export function load(
  require: (id: string) => unknown = createRequire(import.meta.url),
  platform: Platform = currentPlatform(),
  override: string | undefined = process.env['LAZY_IMAGE_NATIVE'],
): Binding {
  const candidates = override
    ? [resolve(override)]
    : [
        fileURLToPath(new URL(`../${binaryName(platform)}`, import.meta.url)),
        `@lazy-image/native-${platformName(platform)}`,
      ]
  const attempts: Attempt[] = []
  for (const candidate of candidates) {
    try {
      return require(candidate) as Binding
    } catch (error) {
      attempts.push({ candidate, error })
    }
  }
  throw loadFailure(platform, attempts, Boolean(override))
}
