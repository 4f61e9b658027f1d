import { createRequire } from 'node:module'
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { binaryName, currentPlatform, type Platform, platformName } from './binary-name.js'
import type { Binding } from './wire.js'

/** Thrown when no binary could be loaded; the message lists what was tried and what to do. */
export class NativeLoadError extends Error {
  override readonly name = 'NativeLoadError'
  readonly code = 'NATIVE_LOAD_FAILED'
}

/**
 * Loads the engine: the file named by `LAZY_IMAGE_NATIVE`, which may be relative to the working directory, else the
 * binary in this package, else the one of the platform's own package.
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
  const failures: string[] = []
  for (const candidate of candidates) {
    try {
      return require(candidate) as Binding
    } catch (error) {
      failures.push(`  ${candidate}\n    ${firstLine(error)}`)
    }
  }
  throw new NativeLoadError(
    [
      `lazy-image has no native engine that loads on ${platformName(platform)} (Node ${process.versions.node}). Tried:`,
      ...failures,
      override
        ? 'LAZY_IMAGE_NATIVE names that file: point it at a binary built for this platform, or unset it.'
        : 'Reinstall the dependencies without --omit=optional and without a lockfile from another platform, ' +
          'or build the engine from a checkout with: npm run setup',
    ].join('\n'),
  )
}

function firstLine(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error)
  return message.split('\n', 1)[0] ?? message
}
