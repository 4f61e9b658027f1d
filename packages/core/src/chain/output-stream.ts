import { Readable } from 'node:stream'

/** Bytes that are handed on at once. */
const PIECE = 64 * 1024

/**
 * What is made when somebody begins to read. An image is encoded as a whole, so that nothing comes before all of it is there.
 *
 * @param make its work is stopped when the stream is closed before its end.
 */
export function outputStream(make: (signal: AbortSignal) => Promise<Uint8Array>): Readable {
  const stop = new AbortController()
  let made: Promise<Uint8Array> | undefined
  let at = 0
  return new Readable({
    highWaterMark: PIECE,
    read() {
      made ??= make(stop.signal)
      made.then(
        data => {
          const piece = data.subarray(at, at + PIECE)
          at += piece.length
          this.push(piece.length === 0 ? null : piece)
        },
        (error: Error) => this.destroy(error),
      )
    },
    destroy(error, done) {
      stop.abort()
      done(error)
    },
  })
}
