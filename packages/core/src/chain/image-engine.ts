import { Readable } from 'node:stream'
import type { ReadableStream as WebStream } from 'node:stream/web'
import type { Encoding } from '../formats/encoding.js'
import { checkInteger, checkOptions, checkPath } from '../language/check-arguments.js'
import { hexColour, hexColours } from '../placeholders/hex-colours.js'
import { type Chain, UNTOLD } from './chain.js'
import { refuseOverwrite } from './file-identity.js'
import { bytesInput, type ChainInput, pathInput, streamInput, withSnapshot } from './image-input.js'
import { ImageOperations } from './image-operations.js'
import {
  type BufferResult,
  type FileOutput,
  type FileResult,
  type ImageOutput,
  type ManyOutputs,
  toBuffers,
  toFiles,
} from './image-outputs.js'
import { type ImageMetadata, type InspectOptions, inspectInput } from './inspect.js'
import { type Metrics, metricsOf } from './metrics.js'
import { nameInput, naming } from './name-file.js'
import {
  type CallOptions,
  OUTPUT_OPTIONS,
  type OutputFormat,
  type OutputOptions,
  type OutputQuality,
  resolveOutput,
} from './output-options.js'
import { outputStream } from './output-stream.js'
import { type BatchOptions, type BatchResult, type MeasuredBatch, processFiles } from './process-files.js'
import { dataOf, type Rendered, renderDerived, renderPicture } from './render-chain.js'
import { type ResponsiveSet, type ResponsiveSetOptions, toResponsiveSet } from './responsive-set.js'
import { type ImageStatistics, readStatistics } from './statistics.js'
import type { ByteStream } from './stream-source.js'

/**
 * One image and what to do with it. Chains are immutable: every operation returns a new engine, and every output
 * method may be called again. Nothing is read before an output method is called.
 *
 * Work is done by the process's thread pool, within its memory (`configureEngine`), and never blocks the event loop: what does
 * not fit waits in the order in which it was asked for.
 *
 * Where a chain says nothing else, EXIF orientation is applied, colours are converted to sRGB, and no metadata is
 * written.
 */
export class ImageEngine extends ImageOperations {
  readonly #input: ChainInput

  private constructor(input: ChainInput, chain: Chain) {
    super(chain)
    this.#input = input
  }

  protected override with(change: Partial<Chain>): this {
    return new ImageEngine(this.#input, { ...this.chain, ...change }) as this
  }

  protected override named(error: unknown): unknown {
    return nameInput(error, this.#input)
  }

  /**
   * An image in memory. The bytes are copied when an output method is called; until then they are yours to change.
   *
   * @throws {LazyImageError} `OPTION_INVALID` when the argument holds no bytes.
   */
  static from(bytes: Uint8Array | ArrayBuffer): ImageEngine {
    return new ImageEngine(bytesInput('ImageEngine.from', bytes), UNTOLD)
  }

  /**
   * An image file. Its bytes are read by the engine and never enter the JavaScript heap.
   *
   * @throws {LazyImageError} `OPTION_INVALID` when the path is no text.
   */
  static fromPath(path: string): ImageEngine {
    return new ImageEngine(pathInput('ImageEngine.fromPath', path), UNTOLD)
  }

  /**
   * An image that comes in pieces: a stream of Node's, of the Web's, or anything that is iterated for bytes. It is read
   * when an output method is first called, up to `limits.fileBytes`, and kept for those that follow, of this engine and of
   * all that are made of it. An output that is aborted meanwhile closes it.
   *
   * @throws {LazyImageError} `OPTION_INVALID` when the argument is no stream.
   */
  static fromStream(stream: ByteStream): ImageEngine {
    return new ImageEngine(streamInput('ImageEngine.fromStream', stream), UNTOLD)
  }

  /** The same image with the same operations. Chains are immutable, so that a chain may as well be used as it is. */
  clone(): ImageEngine {
    return this.with({})
  }

  /**
   * The encoded image, over the engine's own memory: nothing is copied on the way back. What the format cannot hold is
   * lost: jpeg shows transparent pixels over `background`, and jpeg, png and tiff keep the first frame of an animation.
   *
   * @param quality 1–100, or a score to reach; default 80 for jpeg and webp, 50 for avif. Not for lossless formats.
   * @throws {LazyImageError} for a bad argument, an unreadable image, a limit, or `ABORTED`.
   */
  async toBuffer(format: OutputFormat, quality?: OutputQuality, options?: OutputOptions): Promise<Buffer> {
    const { data } = await this.toBufferWithMetrics(format, quality, options)
    return data
  }

  /** The encoded image with what it cost. @throws {LazyImageError} as {@link toBuffer}. */
  async toBufferWithMetrics(
    format: OutputFormat,
    quality?: OutputQuality,
    options?: OutputOptions,
  ): Promise<{ data: Buffer; metrics: Metrics }> {
    const { rendition, metrics } = await this.#encode(format, quality, null, options)
    const data = dataOf(rendition)
    return { data: Buffer.from(data.buffer, data.byteOffset, data.byteLength), metrics }
  }

  /**
   * Writes the encoded image, under its name only when it is whole, and tells its size in bytes. Neither source nor
   * result enters the JavaScript heap when the image came by {@link fromPath}.
   *
   * @throws {LazyImageError} as {@link toBuffer}; `OUTPUT_UNWRITABLE` when the file cannot be written,
   * `OUTPUT_COLLISION` when it is the source.
   */
  async toFile(path: string, format: OutputFormat, quality?: OutputQuality, options?: OutputOptions): Promise<number> {
    const { bytesOut } = await this.toFileWithMetrics(path, format, quality, options)
    return bytesOut
  }

  /** As {@link toFile}, and tells what it cost. */
  async toFileWithMetrics(
    path: string,
    format: OutputFormat,
    quality?: OutputQuality,
    options?: OutputOptions,
  ): Promise<Metrics> {
    const { metrics } = await this.#encode(format, quality, path, options)
    return metrics
  }

  /**
   * The encoded image as a stream of Node's, which begins its work when it is first read, and stops it when it is destroyed
   * before its end. An image is encoded as a whole: what the stream spares is a second copy, not the first.
   *
   * @throws {LazyImageError} `OPTION_INVALID` at once; everything else destroys the stream.
   */
  toStream(format: OutputFormat, quality?: OutputQuality, options: OutputOptions = {}): Readable {
    try {
      checkOptions('the output', options, OUTPUT_OPTIONS)
      resolveOutput(format, quality, options)
    } catch (error) {
      throw this.named(error)
    }
    return outputStream(stop => {
      const signal = options.signal === undefined ? stop : AbortSignal.any([options.signal, stop])
      return this.toBuffer(format, quality, { ...options, signal })
    })
  }

  /** {@link toStream} as a stream of the Web's; cancelling it stops the work. */
  toWebStream(format: OutputFormat, quality?: OutputQuality, options?: OutputOptions): WebStream<Uint8Array> {
    return Readable.toWeb(this.toStream(format, quality, options)) as WebStream<Uint8Array>
  }

  /**
   * Several outputs of one decode, in their order, each encoded in its own way and of its own size.
   *
   * @throws {LazyImageError} as {@link toBuffer}, for the first output that fails.
   */
  toBuffers(outputs: readonly ImageOutput[], options: CallOptions = {}): Promise<ManyOutputs<BufferResult>> {
    return naming(this.#input, () => toBuffers(this.#input, this.chain, outputs, options))
  }

  /**
   * Several files of one decode, in their order. Each is there whole or not at all, whatever becomes of the others.
   *
   * @throws {LazyImageError} as {@link toFile}, for the first output that fails; `OUTPUT_COLLISION` also for two of one path.
   */
  toFiles(outputs: readonly FileOutput[], options: CallOptions = {}): Promise<ManyOutputs<FileResult>> {
    return naming(this.#input, () => toFiles(this.#input, this.chain, outputs, options))
  }

  /**
   * A picture in several widths and formats, of one decode: the files, and what an HTML `picture` says of them. The folder is
   * made when it is missing.
   *
   * @throws {LazyImageError} as {@link toFiles}
   */
  toResponsiveSet(folder: string, options: ResponsiveSetOptions): Promise<ResponsiveSet> {
    return naming(this.#input, () => toResponsiveSet(this.#input, this.chain, folder, options))
  }

  /** What the source's header tells, and what the options ask for. @throws {LazyImageError} */
  async inspect(options: InspectOptions = {}): Promise<ImageMetadata> {
    const { limits, failOn } = this.chain
    return naming(this.#input, () =>
      withSnapshot(this.#input, limits, input => inspectInput(input, limits, failOn, options)),
    )
  }

  /** Pixels of the source, upright unless `autoOrient(false)` was said; read from its header. @throws {LazyImageError} */
  async dimensions(): Promise<{ width: number; height: number }> {
    const { width, height, storedWidth, storedHeight } = await this.inspect()
    return this.chain.draft.orient === false ? { width: storedWidth, height: storedHeight } : { width, height }
  }

  /** The bytes of a ThumbHash of the picture as the chain makes it. @throws {LazyImageError} as {@link toBuffer}. */
  thumbhash(options?: CallOptions): Promise<Uint8Array> {
    return this.#derive(() => ({ format: 'thumbhash' }), options)
  }

  /**
   * A BlurHash of the picture as the chain makes it.
   *
   * @param x components across, 1–9.
   * @param y components down, 1–9.
   * @throws {LazyImageError} as {@link toBuffer}.
   */
  async blurhash(x = 4, y = 3, options?: CallOptions): Promise<string> {
    const encoding = () =>
      ({ format: 'blurhash', x: checkInteger('x', x, 1, 9), y: checkInteger('y', y, 1, 9) }) as const
    return Buffer.from(await this.#derive(encoding, options)).toString('latin1')
  }

  /** The mean colour of the picture as the chain makes it, as `#rrggbb`. @throws {LazyImageError} as {@link toBuffer}. */
  async averageColor(options?: CallOptions): Promise<string> {
    return hexColour(await this.#derive(() => ({ format: 'color' }), options))
  }

  /**
   * The colours that the picture is best told by, as `#rrggbb`, the most frequent first.
   *
   * @param colors how many at most, 1–16.
   * @throws {LazyImageError} as {@link toBuffer}.
   */
  async palette(colors = 5, options?: CallOptions): Promise<string[]> {
    const encoding = () => ({ format: 'palette', colours: checkInteger('colors', colors, 1, 16) }) as const
    return hexColours(await this.#derive(encoding, options))
  }

  /** Numbers about the pixels as the chain makes them. @throws {LazyImageError} as {@link toBuffer}. */
  async statistics(options?: CallOptions): Promise<ImageStatistics> {
    return readStatistics(await this.#derive(() => ({ format: 'statistics' }), options))
  }

  /**
   * Does the chain's operations to many files, in parallel, into a folder that is made when it is missing. Outputs
   * keep their source's name with the format's extension. The image that the chain began with is not looked at.
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
    quality?: OutputQuality,
    concurrency?: number,
  ): Promise<BatchResult[]>
  processBatch(files: readonly string[], outDir: string, options: BatchOptions): Promise<BatchResult[]>
  async processBatch(
    files: readonly string[],
    outDir: string,
    formatOrOptions: OutputFormat | BatchOptions,
    quality?: OutputQuality,
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
    return (await processFiles(files, outDir, options, this.chain)).items
  }

  /** As {@link processBatch}, and tells what all of it took. */
  processBatchWithMetrics(files: readonly string[], outDir: string, options: BatchOptions): Promise<MeasuredBatch> {
    return processFiles(files, outDir, options, this.chain)
  }

  #encode(
    spelling: OutputFormat,
    quality: OutputQuality | undefined,
    path: string | null,
    options: OutputOptions = {},
  ): Promise<Rendered & { metrics: Metrics }> {
    return naming(this.#input, async () => {
      const started = performance.now()
      const target = path === null ? null : checkPath('toFile', path)
      checkOptions('the output', options, OUTPUT_OPTIONS)
      const { format, encoding } = resolveOutput(spelling, quality, options)
      // The bytes are taken before the first await; a path has none to take.
      if (target !== null && 'path' in this.#input) await refuseOverwrite(this.#input.path, target)
      const rendered = await renderPicture(this.#input, this.chain, format, encoding, target, options.signal)
      return { ...rendered, metrics: metricsOf(rendered, format, performance.now() - started) }
    })
  }

  #derive(encodingOf: () => Encoding, { signal }: CallOptions = {}): Promise<Uint8Array> {
    return naming(this.#input, async () => renderDerived(this.#input, this.chain, encodingOf(), signal))
  }
}
