import { holdBytes, type ImageInput } from '../engine/engine.js'
import { LazyImageError } from '../errors.js'
import { checkPath } from '../language/check-arguments.js'
import { type ByteStream, StreamSource } from './stream-source.js'

/** What a chain is of: a file, bytes, or a stream that nobody has read yet. */
export type ChainInput = { path: string } | { bytes: Uint8Array } | { stream: StreamSource }

/** What reading a stream is bounded by. */
export interface ReadBounds {
  /** Most bytes. */
  fileBytes: number
  signal?: AbortSignal | undefined
}

/** @throws {LazyImageError} `OPTION_INVALID` when the argument holds no bytes. */
export function bytesInput(method: string, bytes: Uint8Array | ArrayBuffer): ChainInput {
  if (bytes instanceof ArrayBuffer) return { bytes: new Uint8Array(bytes) }
  if (bytes instanceof Uint8Array) return { bytes }
  throw new LazyImageError(
    'OPTION_INVALID',
    `${method} needs a Buffer, a Uint8Array or an ArrayBuffer, but received ${typeof bytes}`,
  )
}

/** @throws {LazyImageError} `OPTION_INVALID` when the path is no text. */
export function pathInput(method: string, path: string): ChainInput {
  return { path: checkPath(method, path) }
}

/** @throws {LazyImageError} `OPTION_INVALID` for what is no stream. */
export function streamInput(method: string, stream: ByteStream): ChainInput {
  return { stream: new StreamSource(method, stream) }
}

/**
 * Does something with an image as it is now: what the caller does to its bytes meanwhile changes nothing. They are
 * copied before this returns, once for all that is done. A stream is read to its end first.
 */
export async function withSnapshot<Result>(
  live: ChainInput,
  { fileBytes, signal }: ReadBounds,
  use: (snapshot: ImageInput) => Promise<Result>,
): Promise<Result> {
  const input = 'stream' in live ? { bytes: await live.stream.read(fileBytes, signal) } : live
  if ('path' in input) return use(input)
  const held = holdBytes(input.bytes)
  try {
    return await use({ bytes: held })
  } finally {
    held.release()
  }
}

/** An image by its path, or by what was given in its place. */
export function nameOf(input: ChainInput): string {
  if ('path' in input) return input.path
  if ('bytes' in input) return `a buffer of ${input.bytes.byteLength} bytes`
  const { length } = input.stream
  return length === undefined ? 'a stream' : `a stream of ${length} bytes`
}
