import { Readable } from 'node:stream'
import { ReadableStream as WebStream } from 'node:stream/web'
import { brokenRule } from '../broken-rule.js'
import { LazyImageError } from '../errors.js'

/** Bytes that come in pieces: of Node's streams, of the Web's, or of anything that is iterated for them. */
export type ByteStream = NodeJS.ReadableStream | WebStream<Uint8Array> | AsyncIterable<Uint8Array>

/** An image that comes in pieces. It can be read once, and is then kept for as long as an engine of it is. */
export class StreamSource {
  readonly #stream: Readable
  #whole: Promise<Uint8Array> | undefined
  #length: number | undefined

  /** @throws {LazyImageError} `OPTION_INVALID` for what is no stream. */
  constructor(method: string, stream: ByteStream) {
    this.#stream = readableOf(method, stream)
    // One that fails before anybody asks for a picture must not end the process; whoever asks is told.
    this.#stream.on('error', () => {})
  }

  /** Bytes; undefined until all of it is read. */
  get length(): number | undefined {
    return this.#length
  }

  /**
   * All of its bytes. Whoever asks first says how many they may be; a stream with more is closed before they are held.
   *
   * @param signal closes the stream.
   * @throws {LazyImageError} `LIMIT_FILE_BYTES`, `SOURCE_UNREADABLE`, `ABORTED`
   */
  read(most: number, signal: AbortSignal | undefined): Promise<Uint8Array> {
    this.#whole ??= this.#gather(most, signal)
    return this.#whole
  }

  async #gather(most: number, signal: AbortSignal | undefined): Promise<Uint8Array> {
    const stop = () => this.#stream.destroy(new Error('the work was aborted'))
    if (signal?.aborted) stop()
    signal?.addEventListener('abort', stop, { once: true })
    const pieces: Uint8Array[] = []
    let length = 0
    try {
      for await (const piece of this.#stream) {
        if (!(piece instanceof Uint8Array)) {
          throw brokenRule('what a stream gives', 'bytes; leave its encoding unset', piece)
        }
        length += piece.length
        if (length > most) {
          throw new LazyImageError(
            'LIMIT_FILE_BYTES',
            `the stream gives more than ${most} bytes, which is all that limits.fileBytes allows; send a smaller file, or raise the limit`,
          )
        }
        pieces.push(piece)
      }
    } catch (error) {
      if (signal?.aborted)
        throw new LazyImageError('ABORTED', 'the stream was aborted before its end', { cause: error })
      if (error instanceof LazyImageError) throw error
      const reason = error instanceof Error ? error.message : String(error)
      throw new LazyImageError('SOURCE_UNREADABLE', `The stream of the image failed: ${reason}`, { cause: error })
    } finally {
      signal?.removeEventListener('abort', stop)
    }
    this.#length = length
    return Buffer.concat(pieces, length)
  }
}

function readableOf(method: string, stream: ByteStream): Readable {
  if (stream instanceof Readable) return stream
  if (stream instanceof WebStream) return Readable.fromWeb(stream)
  if (typeof stream === 'object' && stream !== null && Symbol.asyncIterator in stream) return Readable.from(stream)
  throw brokenRule(`the argument of ${method}`, 'a stream of Node or of the Web', stream)
}
