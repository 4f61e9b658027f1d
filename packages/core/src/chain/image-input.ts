import { holdBytes, type ImageInput } from '../engine/engine.js'
import { LazyImageError } from '../errors.js'
import { checkPath } from '../language/check-arguments.js'
import { nameFile } from './name-file.js'

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

/**
 * Does something with an image as it is now: what the caller does to its bytes meanwhile changes nothing. They are
 * copied before this returns, once for all that is done.
 */
export async function withSnapshot<Result>(
  input: ImageInput,
  use: (snapshot: ImageInput) => Promise<Result>,
): Promise<Result> {
  if ('path' in input) {
    return use(input).catch(error => {
      throw nameFile(error, input.path)
    })
  }
  if (!(input.bytes instanceof Uint8Array)) return use(input)
  const held = holdBytes(input.bytes)
  try {
    return await use({ bytes: held })
  } finally {
    held.release()
  }
}

export function nameOf(input: ImageInput): string {
  return 'path' in input ? input.path : '(bytes in memory)'
}
