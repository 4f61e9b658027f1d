import { type Platform, PUBLISHED_PLATFORMS, platformName } from './binary-name.js'

/** Thrown when no binary could be loaded; the message lists what was tried and what to do. */
export class NativeLoadError extends Error {
  override readonly name = 'NativeLoadError'
  readonly code = 'NATIVE_LOAD_FAILED'
}

/** A file or package that was to be loaded, and why it was not. */
export interface Attempt {
  candidate: string
  error: unknown
}

/** The error for attempts that all failed: each with its reason, then the remedy for the one that came closest. */
export function loadFailure(platform: Platform, attempts: readonly Attempt[], overridden: boolean): NativeLoadError {
  const name = platformName(platform)
  return new NativeLoadError(
    [
      `lazy-image has no native engine that loads on ${name} (Node ${process.versions.node}). Tried:`,
      ...attempts.map(({ candidate, error }) => `  ${candidate}\n    ${firstLine(error)}`),
      overridden
        ? 'LAZY_IMAGE_NATIVE names that file: point it at a binary built for this platform, or unset it.'
        : remedy(platform, name, attempts),
    ].join('\n'),
  )
}

function remedy(platform: Platform, name: string, attempts: readonly Attempt[]): string {
  const build = 'build the engine from a checkout with: npm run setup'
  if (!PUBLISHED_PLATFORMS.includes(name)) {
    return `No engine is published for ${name}, only for ${PUBLISHED_PLATFORMS.join(', ')}: ${build}`
  }
  if (attempts.every(({ error }) => isMissing(error))) {
    return (
      `The package @lazy-image/native-${name} is not installed. Reinstall the dependencies without --omit=optional ` +
      'and without a lockfile or node_modules from another platform, ' +
      `or ${build}`
    )
  }
  const needs = platform.platform === 'linux' && !platform.musl ? ' (the published one needs glibc 2.28 or newer)' : ''
  return `An engine is there, but the system does not load it, for the reason above${needs}: reinstall it, or ${build}`
}

/** Whether the file or package itself was not found; one that lacks a library of the system fails otherwise. */
function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'MODULE_NOT_FOUND'
}

function firstLine(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error)
  return message.split('\n', 1)[0] ?? message
}
