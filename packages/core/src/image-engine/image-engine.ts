import {
  type ImageHeader,
  type ImageInput,
  probe,
  type RenderOutput,
  type Rendition,
  renderOne,
} from '../engine/engine.js'
import { LazyImageError } from '../errors.js'
import type { Fit } from '../request/directives/fit.js'
import type { Draft } from '../request/draft.js'
import { checkFormat, checkPath, checkQuality, checkResize } from './check-arguments.js'
import { DEFAULT_ENGINE_LIMITS } from './default-limits.js'
import { refuseOverwrite } from './file-identity.js'
import { type BatchOptions, type BatchResult, processFiles } from './process-files.js'
import { variantFor } from './variant-for.js'

/** A format to encode to; `jpg` is `jpeg`. */
export type OutputFormat = 'jpeg' | 'jpg' | 'png' | 'webp' | 'avif'

export interface ResizeOptions {
  /** Pixels, 1–65535. Without height, the picture keeps its ratio. */
  width?: number
  /** Pixels, 1–65535. Without width, the picture keeps its ratio. */
  height?: number
  /** How the picture meets a box given by both sides. Default `inside`. */
  fit?: Fit
}

/** What one output cost and came to. Times in milliseconds. */
export interface Metrics {
  decodeMs: number
  resizeMs: number
  operateMs: number
  encodeMs: number
  /** From the call to its result, waiting for a thread included. */
  totalMs: number
  /** Size of the encoded source. */
  bytesIn: number
  bytesOut: number
  width: number
  height: number
  formatIn: ImageHeader['format']
  formatOut: 'jpeg' | 'png' | 'webp' | 'avif'
}

export interface CallOptions {
  /** Stops the work between its stages; the promise then rejects with `ABORTED`. */
  signal?: AbortSignal
}

/**
 * One image and what to do with it. Chains are immutable: every operation returns a new engine, and every output
 * method may be called again. Nothing is read before an output method is called.
 *
 * Output methods of a single image run on one of libuv's threads, up to `UV_THREADPOOL_SIZE` (4) at once, and never
 * block the event loop. `processBatch` runs on a thread pool of its own and holds one of libuv's threads.
 *
 * EXIF orientation is applied, colours are converted to sRGB, and no metadata is written.
 */
export class ImageEngine {
  readonly #input: ImageInput
  readonly #operations: Draft

  private constructor(input: ImageInput, operations: Draft) {
    this.#input = input
    this.#operations = operations
  }

  /**
   * An image in memory. The bytes are copied when an output method is called; until then they are yours to change.
   *
   * @throws {LazyImageError} `OPTION_INVALID` when the argument holds no bytes.
   */
  static from(bytes: Uint8Array | ArrayBuffer): ImageEngine {
    if (bytes instanceof ArrayBuffer) return ImageEngine.from(new Uint8Array(bytes))
    if (!(bytes instanceof Uint8Array)) {
      throw new LazyImageError(
        'OPTION_INVALID',
        `ImageEngine.from needs a Buffer, a Uint8Array or an ArrayBuffer, but received ${typeof bytes}`,
      )
    }
    return new ImageEngine({ bytes }, {})
  }

  /**
   * An image file. Its bytes are read by the engine and never enter the JavaScript heap.
   *
   * @throws {LazyImageError} `OPTION_INVALID` when the path is no text.
   */
  static fromPath(path: string): ImageEngine {
    return new ImageEngine({ path: checkPath('ImageEngine.fromPath', path) }, {})
  }

  /**
   * Resamples to a size, by Lanczos3 with premultiplied alpha. A later call replaces an earlier one: the picture is
   * resampled once, from its decoded pixels.
   *
   * @param width pixels, 1–65535, or null to follow the height; or all options in one object.
   * @throws {LazyImageError} `OPTION_INVALID`
   */
  resize(width: number | null, height?: number | null, fit?: Fit): ImageEngine
  resize(options: ResizeOptions): ImageEngine
  resize(widthOrOptions: number | null | ResizeOptions, height?: number | null, fit?: Fit): ImageEngine {
    const options =
      typeof widthOrOptions === 'object' && widthOrOptions !== null
        ? widthOrOptions
        : {
            ...(widthOrOptions === null ? {} : { width: widthOrOptions }),
            ...(height === undefined || height === null ? {} : { height }),
            ...(fit === undefined ? {} : { fit }),
          }
    const { width: _, height: __, fit: ___, ...others } = this.#operations
    return new ImageEngine(this.#input, { ...others, ...checkResize(options) })
  }

  /**
   * The encoded image.
   *
   * @param quality 1–100; default 80 for jpeg and webp, 50 for avif. Not for png, which is lossless.
   * @throws {LazyImageError} for a bad argument, an unreadable image, or `ABORTED`.
   */
  async toBuffer(format: OutputFormat, quality?: number, options?: CallOptions): Promise<Buffer> {
    const { data } = await this.toBufferWithMetrics(format, quality, options)
    return data
  }

  /**
   * The encoded image with what it cost.
   *
   * @throws {LazyImageError} as {@link toBuffer}.
   */
  async toBufferWithMetrics(
    format: OutputFormat,
    quality?: number,
    options?: CallOptions,
  ): Promise<{ data: Buffer; metrics: Metrics }> {
    const { rendition, metrics } = await this.#render(format, quality, null, options)
    const { data } = rendition
    if (data === null) throw new LazyImageError('ENGINE_FAILURE', 'The engine gave no bytes back')
    return { data: Buffer.from(data.buffer, data.byteOffset, data.byteLength), metrics }
  }

  /**
   * Writes the encoded image, under its name only when it is whole, and tells its size in bytes. Neither source nor
   * result enters the JavaScript heap when the image came by {@link fromPath}.
   *
   * @throws {LazyImageError} as {@link toBuffer}; `OUTPUT_UNWRITABLE` when the file cannot be written,
   * `OUTPUT_COLLISION` when it is the source.
   */
  async toFile(path: string, format: OutputFormat, quality?: number, options?: CallOptions): Promise<number> {
    const target = checkPath('toFile', path)
    if ('path' in this.#input) await refuseOverwrite(this.#input.path, target)
    const { rendition } = await this.#render(format, quality, target, options)
    return rendition.bytes
  }

  /**
   * Does the chain's operations to many files, in parallel, into a folder that is made when it is missing. Outputs
   * keep their source's name with the format's extension.
   *
   * Results come in the order of the files; a bad file is a result with `success: false` and stops no other.
   *
   * @param concurrency worker threads: 1–1024 are honoured as asked; 0 or nothing means the processors this process
   * may use less `UV_THREADPOOL_SIZE`, at least 1, read at the call.
   * @throws {LazyImageError} `OPTION_INVALID` for a bad argument, `OUTPUT_COLLISION` when two files would be written
   * under one name or one over its source, `OUTPUT_UNWRITABLE` when the folder cannot be made, `ABORTED`.
   */
  processBatch(
    files: readonly string[],
    outDir: string,
    format: OutputFormat,
    quality?: number,
    concurrency?: number,
  ): Promise<BatchResult[]>
  processBatch(files: readonly string[], outDir: string, options: BatchOptions): Promise<BatchResult[]>
  processBatch(
    files: readonly string[],
    outDir: string,
    formatOrOptions: OutputFormat | BatchOptions,
    quality?: number,
    concurrency?: number,
  ): Promise<BatchResult[]> {
    const options: BatchOptions =
      typeof formatOrOptions === 'object' && formatOrOptions !== null
        ? formatOrOptions
        : {
            format: formatOrOptions,
            ...(quality === undefined ? {} : { quality }),
            ...(concurrency === undefined ? {} : { concurrency }),
          }
    return processFiles(files, outDir, options, this.#operations)
  }

  async #render(
    formatName: OutputFormat,
    quality: number | undefined,
    file: string | null,
    { signal }: CallOptions = {},
  ): Promise<{ rendition: Rendition; metrics: Metrics }> {
    const started = performance.now()
    const format = checkFormat(formatName)
    checkQuality(format, quality)
    // Before the first await: what the caller does to the bytes from now on must change nothing.
    const input = snapshotOf(this.#input)
    const header = await headerOf(input)
    const variant = variantFor(header, this.#operations, format, quality, nameOf(input))
    const output: RenderOutput = { variant, file }
    const result = await renderOne({ input, decodeSize: 'needed', outputs: [output] }, DEFAULT_ENGINE_LIMITS, signal)
    const rendition = result.sources[0]?.[0]
    if (rendition === undefined) throw new LazyImageError('ENGINE_FAILURE', 'The engine gave no result')
    if (rendition instanceof LazyImageError) throw rendition
    const { decode, resize, operate, encode } = rendition.timings
    return {
      rendition,
      metrics: {
        decodeMs: decode,
        resizeMs: resize,
        operateMs: operate,
        encodeMs: encode,
        totalMs: performance.now() - started,
        bytesIn: result.counts.bytesIn,
        bytesOut: rendition.bytes,
        width: rendition.width,
        height: rendition.height,
        formatIn: header.format,
        formatOut: format,
      },
    }
  }
}

function snapshotOf(input: ImageInput): ImageInput {
  return 'bytes' in input ? { bytes: new Uint8Array(input.bytes) } : input
}

async function headerOf(input: ImageInput): Promise<ImageHeader> {
  const [result] = await probe([input], DEFAULT_ENGINE_LIMITS, { contentHash: false })
  if (result === undefined) throw new LazyImageError('ENGINE_FAILURE', 'A probe without a result')
  if (result instanceof LazyImageError) throw result
  return result.header
}

function nameOf(input: ImageInput): string {
  return 'path' in input ? input.path : '(bytes in memory)'
}
