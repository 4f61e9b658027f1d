import type { ImageInput } from '../engine/engine.js'
import { LazyImageError } from '../errors.js'
import { checkPath } from './check-arguments.js'

/** @throws {LazyImageError} `OPTION_INVALID` when the argument holds no bytes. */
export function bytesInput(method: string, bytes: Uint8Array | ArrayBuffer): ImageInput {
  if (bytes instanceof ArrayBuffer) return { bytes: new Uint8Array(bytes) }
  if (bytes instanceof Uint8Array) return { bytes }
  throw new LazyImageError(
    'OPTION_INVALID',
    `${method} needs a Buffer, a Uint8Array or an ArrayBuffer, but received ${typeof bytes}`,
  )
}

/** @throws {LazyImageError} `OPTION_INVALID` when the path is no text. */
export function pathInput(method: string, path: string): ImageInput {
  return { path: checkPath(method, path) }
}

/** What the caller does to the bytes from now on changes nothing in it. */
export function snapshotOf(input: ImageInput): ImageInput {
  return 'bytes' in input ? { bytes: new Uint8Array(input.bytes) } : input
}

export function nameOf(input: ImageInput): string {
  return 'path' in input ? input.path : '(bytes in memory)'
}
