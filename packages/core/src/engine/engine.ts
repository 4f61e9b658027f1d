import {
  type Binding,
  type HeldBytes,
  loadBinding,
  type WireBatchResult,
  type WireError,
  type WireFormat,
  type WireHeader,
  type WireOutputResult,
  type WireSource,
} from '@lazy-image/native'
import { LazyImageError, toLazyImageError } from '../errors.js'
import type { SourceFormat } from '../formats/formats.js'
import { DEFAULT_FAIL_ON, type FailOn } from '../options/fail-on.js'
import type { Limits } from '../options/options.js'
import type { PhotoMetadata } from '../plan/photo-metadata.js'
import type { Variant } from '../plan/variant.js'
import { refuseOldNode } from '../supported-node.js'
import { workCounts } from '../work-counts.js'
import { engineError, engineWarning, type SourceWarning } from './engine-error.js'
import { photoMetadataOf } from './photo-metadata-of.js'
import { outputToWire } from './to-wire.js'

/** What the header of an image tells. Sizes in pixels. */
export interface ImageHeader {
  format: SourceFormat
  storedWidth: number
  storedHeight: number
  orientedWidth: number
  orientedHeight: number
  /** EXIF's 1–8. */
  orientation: number
  colourSpace: 'gray' | 'rgb' | 'cmyk'
  hasAlpha: boolean
  hasProfile: boolean
  bitDepth: number
  isProgressive: boolean
  /** 1 for a still picture. */
  frames: number
  /** How often an animation plays; 0 is for ever, and for still pictures. */
  loops: number
  /**
   * The number of quality that a JPEG was written at, 1–100 on libjpeg's scale, by its quantisation tables; null where they are on
   * no scale, and of other formats.
   */
  quality: number | null
  /** Of an HDR picture; null where there is none that can be used. */
  gainMap: GainMap | null
}

/** A smaller picture that says how much brighter each place is on a screen that can show more than white (ISO 21496-1). */
export interface GainMap {
  /** Pixels, as stored. */
  width: number
  height: number
  /** 1 where all colours have the same gain, or 3. */
  channels: number
  /**
   * How many times brighter than the white of other pictures a screen must be able to show, as logarithms to base 2: from
   * where on the map is used at all, and where it is used in full.
   */
  minHeadroom: number
  maxHeadroom: number
}

/** A file, or its bytes. */
export type ImageInput = { path: string } | { bytes: Uint8Array | HeldBytes }

/** A source with the outputs wanted of it. */
export interface RenderSource {
  input: ImageInput
  /**
   * `full` decodes every pixel, so that the bytes of an output depend on nothing but the source and the output itself.
   * `needed` decodes as few as the largest output needs, which is faster; only for what is not kept under a key.
   */
  decodeSize: 'full' | 'needed'
  /** Which fault refuses it; what lost pixels, where nothing is said. */
  failOn?: FailOn
  outputs: readonly RenderOutput[]
}

export interface RenderOutput {
  variant: Variant
  /** Absolute path to write to, or null to have the bytes back. */
  file: string | null
}

/** A finished output. */
export interface Rendition {
  width: number
  height: number
  /** Encoded size. */
  bytes: number
  /**
   * The quality number whose picture this is: the one asked for, or the one that a search found. Null where nothing was
   * lost, for formats without one, and for a source's own bytes.
   */
  quality: number | null
  /** SSIMULACRA2 that was reached, where one was asked for: below the target it is the best that could be. */
  score: number | null
  /** Whether these are the source's own bytes. */
  isSource: boolean
  /** The encoded image; null when it was written to a file. */
  data: Uint8Array | null
  timings: Timings
  /** Faults of the source that were let pass. */
  warnings: readonly SourceWarning[]
}

/** Work really done. */
export interface WorkCounts {
  decodes: number
  resizes: number
  operations: number
  encodes: number
  /** Encodes thrown away on the way to a score or a number of bytes. */
  trials: number
  bytesIn: number
  bytesOut: number
}

export interface RenderResult {
  /** In the order of the sources and of their outputs; a failure is a value. */
  sources: (Rendition | LazyImageError)[][]
  counts: WorkCounts
  /** Worker threads that ran. */
  workers: number
}

/** What is known of a batch when all its outputs have been given away. */
export type BatchTotals = Omit<RenderResult, 'sources'>

/** An output that is done, by its place in the request. */
export interface OutputEvent {
  source: number
  output: number
  /** A failure is a value. */
  result: Rendition | LazyImageError
}

/** Milliseconds. Decoding is the source's, resampling and operations may be shared with other outputs. */
export interface Timings {
  decode: number
  resize: number
  operate: number
  encode: number
}

export interface BatchSettings {
  concurrency: number
  /** Bytes. */
  memoryBudget: number
  limits: EngineLimits
  signal?: AbortSignal | undefined
}

/** `timeoutMs` may be infinite. */
export type EngineLimits = Omit<Required<Limits>, 'variants'>

export interface EngineInfo {
  version: string
  /** Same fingerprint, same bytes for the same request. */
  fingerprint: string
  codecs: { name: string; version: string }[]
  /** Every format, in the order in which messages list them. */
  formats: FormatInfo[]
  /** Processors this process may use: affinity and cgroup quota counted. */
  availableParallelism: number
  /** Bytes of memory this process may use: the machine's, or less where a control group around it says so. */
  availableMemory: number
}

/** What the engine does with a format. What is told of writing is nothing where a format is only read. */
export interface FormatInfo {
  name: string
  /** As people write it. */
  title: string
  /** Of file names, without the dot, the usual one first. */
  extensions: string[]
  mediaType: string
  reads: boolean
  writes: boolean
  /** Whether the frames of an animation are written. */
  animated: boolean
  /** Whether pixels can be kept exactly. */
  lossless: 'never' | 'optional' | 'always'
  alpha: boolean
  /** Bits a channel. */
  bitDepths: number[]
  /** Where a lossy picture with more bits a channel than its source is smaller than one of 8 that looks as good. */
  deepenings: Deepening[]
  /** Whether rows may come in passes. */
  progressive: boolean
  /** Null where effort is no number. */
  efforts: readonly [least: number, most: number] | null
  /** Pixels, width and height each. */
  maxSide: number
  /** Blocks that are written beside the pixels. */
  metadata: ('icc' | 'exif' | 'xmp' | 'gain-map')[]
}

export interface Deepening {
  /** The effort that it is true of. */
  effort: string
  /** Bits a channel. */
  depth: number
  /** From this number of quality on, 1–100, */
  fromNumber: number
  /** or this SSIMULACRA2, where one is wanted. */
  fromScore: number
}

/**
 * A copy of bytes in the engine's memory, for more calls than one; whoever holds it releases it.
 *
 * @throws {LazyImageError} `NATIVE_LOAD_FAILED`
 */
export function holdBytes(bytes: Uint8Array): HeldBytes {
  // What another thread may write to is first copied as JavaScript does that.
  const own = bytes.buffer instanceof SharedArrayBuffer ? new Uint8Array(bytes) : bytes
  return new (binding().HeldBytes)(own)
}

/** Who the engine is. @throws {LazyImageError} `NATIVE_LOAD_FAILED` */
export function engineInfo(): EngineInfo {
  const { formats, ...rest } = binding().engineInfo()
  return { ...rest, formats: formats.map(formatFromWire) }
}

function formatFromWire({ efforts: [least, most] = [], ...format }: WireFormat): FormatInfo {
  return { ...format, efforts: least === undefined || most === undefined ? null : [least, most] }
}

/** What the header of a source tells. */
export interface Probed {
  header: ImageHeader
  /** Empty where it was not asked for. */
  contentHash: string
  /** What a photograph says of itself; null where it was not asked for. */
  photo: PhotoMetadata | null
  /** Faults that show in the header and were let pass. */
  warnings: readonly SourceWarning[]
}

/** Headers of images, with hashes of their content and what photographs say of themselves where asked; one result for each input, failures as values. */
export async function probe(
  inputs: readonly ImageInput[],
  limits: EngineLimits,
  { contentHash, photo = false, failOn = DEFAULT_FAIL_ON }: { contentHash: boolean; photo?: boolean; failOn?: FailOn },
): Promise<(Probed | LazyImageError)[]> {
  const results = await binding().probe(
    inputs.map(input => ({ ...inputToWire(input), contentHash, photo, failOn })),
    limits,
  )
  return results.map((result, index) =>
    result.header === undefined
      ? failure(result.error, inputs[index])
      : {
          header: headerFromWire(result.header),
          contentHash: result.contentHash ?? '',
          photo: result.photo === undefined ? null : photoMetadataOf(result.photo),
          warnings: (result.warnings ?? []).map(engineWarning),
        },
  )
}

/** The engine names no formats but those that it reads. */
function headerFromWire(header: WireHeader): ImageHeader {
  const { format, quality = null, gainMap = null } = header
  return { ...header, format: format as SourceFormat, quality, gainMap }
}

/**
 * Makes every output of every source in one native call, on the process's thread pool.
 *
 * @throws {LazyImageError} `ABORTED` when the signal fires first; anything about an image is in the result.
 */
export async function renderBatch(
  sources: readonly RenderSource[],
  settings: BatchSettings & { onOutput?: (event: OutputEvent) => void },
): Promise<RenderResult> {
  const results: RenderResult['sources'] = sources.map(() => [])
  const totals = await streamBatch(sources, settings, event => {
    const outputs = results[event.source]
    if (outputs !== undefined) outputs[event.output] = event.result
    settings.onOutput?.(event)
  })
  return { sources: results, ...totals }
}

/**
 * {@link renderBatch} for outputs that are given away one by one, each once and as soon as it is done: nothing here holds what
 * is done already.
 *
 * @param onOutput must not throw.
 */
export async function streamBatch(
  sources: readonly RenderSource[],
  { concurrency, memoryBudget, limits, signal }: BatchSettings,
  onOutput: (event: OutputEvent) => void,
): Promise<BatchTotals> {
  const batch = { sources: sources.map(source => toWire(source, limits)), concurrency, memoryBudget, limits }
  const told = new Set<string>()
  let isOver = false
  const tell = (source: number, output: number, result: WireOutputResult) => {
    told.add(`${source} ${output}`)
    onOutput({ source, output, result: fromWireOutput(result, sources[source]?.input) })
  }
  try {
    const { sources: rest, ...totals } = await cancellable(signal, token =>
      binding().processBatch(
        batch,
        // Events travel on a queue of their own: the result holds what they have not told, and those behind it tell nothing.
        ({ source, output, result }) => {
          if (result !== undefined && !isOver) tell(source, output, result)
        },
        token,
      ),
    )
    for (const [source, outputs] of rest.entries()) {
      for (const [output, result] of outputs.entries()) {
        if (!told.has(`${source} ${output}`)) tell(source, output, result)
      }
    }
    return totals
  } finally {
    isOver = true
  }
}

async function cancellable(
  signal: AbortSignal | undefined,
  call: (token: InstanceType<Binding['CancelToken']>) => Promise<WireBatchResult>,
): Promise<Omit<WireBatchResult, 'error'>> {
  const token = new (binding().CancelToken)()
  const cancel = () => token.cancel()
  if (signal?.aborted) cancel()
  signal?.addEventListener('abort', cancel, { once: true })
  try {
    const { error, ...result } = await call(token)
    if (error !== undefined) throw failure(error, undefined)
    return result
  } finally {
    signal?.removeEventListener('abort', cancel)
  }
}

let loaded: Binding | undefined
let expected: string | undefined

/** The fingerprint of the engine that plans are made for while it is not loaded. */
export function expectEngine(fingerprint: string): void {
  expected = fingerprint
}

function binding(): Binding {
  loaded ??= loadEngine()
  return loaded
}

function loadEngine(): Binding {
  workCounts.engines++
  try {
    refuseOldNode()
    const engine = loadBinding()
    if (expected !== undefined && engine.engineInfo().fingerprint !== expected) {
      throw new LazyImageError('ENGINE_FAILURE', 'The engine was replaced while this process ran; start it again')
    }
    return engine
  } catch (error) {
    throw toLazyImageError(error)
  }
}

function toWire(
  { input, decodeSize, failOn = DEFAULT_FAIL_ON, outputs }: RenderSource,
  { timeoutMs }: EngineLimits,
): WireSource {
  return {
    ...inputToWire(input),
    decodeSize,
    failOn,
    outputs: outputs.map(({ variant, file }) => outputToWire(variant, file)),
    ...(Number.isFinite(timeoutMs) ? { timeoutMs } : {}),
  }
}

function inputToWire(input: ImageInput): { path: string } | { bytes: HeldBytes } {
  if ('path' in input) return input
  return { bytes: input.bytes instanceof Uint8Array ? holdBytes(input.bytes) : input.bytes }
}

function fromWireOutput(
  { rendition, error }: WireOutputResult,
  input: ImageInput | undefined,
): Rendition | LazyImageError {
  if (rendition === undefined) return failure(error, input)
  const { width, height, bytes, quality, score, isSource, data } = rendition
  const { decodeMs: decode, resizeMs: resize, operateMs: operate, encodeMs: encode } = rendition
  return {
    width,
    height,
    bytes,
    quality: quality ?? null,
    score: score ?? null,
    isSource,
    data: data ?? null,
    timings: { decode, resize, operate, encode },
    warnings: rendition.warnings.map(engineWarning),
  }
}

/** The one place where a native failure becomes an error of ours. */
function failure(error: WireError | undefined, input: ImageInput | undefined): LazyImageError {
  return engineError(error, input !== undefined && 'path' in input ? input.path : undefined)
}
