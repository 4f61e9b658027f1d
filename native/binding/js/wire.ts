// Written by scripts/write-types.mjs from native/binding/src; do not edit.

/** Given to one call and set when its AbortSignal fires. */
export interface CancelToken {
  cancel(): void
}

/** A copy of an image's bytes: what their owner does to them afterwards changes nothing. */
export interface HeldBytes {
  /** Lets go of the bytes at once, rather than when the garbage collector comes by. Calls under way keep them. */
  release(): void
}

export interface WireBase {
  /** Whether EXIF orientation is applied: regions are given in the upright picture then, in the stored one else. */
  autoOrient: boolean
  colourSpace: WireTargetColours
  /** Whether an animation keeps its frames, where the encoding can hold them. */
  animated: boolean
}

export interface WireBatch {
  sources: Array<WireSource>
  /** Worker threads, at least 1. */
  concurrency: number
  /** Bytes. */
  memoryBudget: number
  limits: WireLimits
}

/** `error` when the whole batch came to nothing (aborted), else all the others. */
export interface WireBatchResult {
  error?: WireError
  /** In the order of the sources, each in the order of its outputs. */
  sources: Array<Array<WireOutputResult>>
  counts: WireCounts
  /** Worker threads that really ran. */
  workers: number
}

export type WireBlock = 'icc' | 'exif' | 'xmp' | 'gain-map'

export interface WireCanvas {
  width: number
  height: number
  left: number
  top: number
  /** Red, green, blue, alpha; 0–255 each. */
  background: Array<number>
}

export interface WireCodec {
  name: string
  version: string
}

/** Of the stored samples. */
export type WireColourSpace = 'gray' | 'rgb' | 'cmyk'

export interface WireCounts {
  decodes: number
  resizes: number
  operations: number
  encodes: number
  /** Encodes thrown away on the way to a score or a number of bytes. */
  trials: number
  bytesIn: number
  bytesOut: number
}

/** A rectangle of the source. */
export interface WireCrop {
  x: WireLength
  y: WireLength
  w: WireLength
  h: WireLength
}

/** `full`: the bytes of an output depend on nothing but itself. `needed`: as few pixels as the largest output needs. */
export type WireDecodeSize = 'full' | 'needed'

/** Where a lossy picture of so many bits a channel is smaller than one of 8 that looks as good. */
export interface WireDeepening {
  /** The effort's name. */
  effort: string
  /** Bits a channel. */
  depth: number
  /** From this number of quality on, 1–100, */
  fromNumber: number
  /** or this SSIMULACRA2, where one is wanted. */
  fromScore: number
}

export interface WireEncoding {
  /** A format that is written, or what is derived from pixels. */
  format: string
  /** Absent for what has none. */
  quality?: WireQuality
  parameters: Record<string, WireParameter>
}

export interface WireEngineInfo {
  version: string
  /** Same fingerprint, same bytes for the same request. */
  fingerprint: string
  codecs: Array<WireCodec>
  /** Every format, in the order in which messages list them. */
  formats: Array<WireFormat>
  /** Processors this process may use: affinity and cgroup quota counted. */
  availableParallelism: number
  /** Bytes of memory this process may use: control groups and the limit of its address space counted. */
  availableMemory: number
}

export interface WireError {
  code: string
  /** What the failure is about, by name. */
  operands: Record<string, number | string>
}

/**
 * The least fault that refuses a source: `none` takes whatever could be decoded, `truncated` refuses what ends early,
 * `error` also what lost pixels, `warning` also what was repaired without a loss.
 */
export type WireFailOn = 'none' | 'truncated' | 'error' | 'warning'

export type WireFit = 'cover' | 'contain' | 'fill' | 'inside' | 'outside'

export interface WireFixedFrame {
  /** In pixels of the source. */
  region: WireRegion
  /** Pixels that the region becomes. */
  width: number
  height: number
  kernel: WireKernel
  /** Absent when the resized picture is the output. */
  canvas?: WireCanvas
  /** Absent where the region says its place. */
  slide?: WireSlide
}

/** What is told of writing is nothing where a format is only read. */
export interface WireFormat {
  /** Lower case. */
  name: string
  /** As people write it. */
  title: string
  /** Of file names, without the dot, the usual one first. */
  extensions: Array<string>
  mediaType: string
  reads: boolean
  writes: boolean
  /** Whether the frames of an animation are written. */
  animated: boolean
  /** Whether pixels can be kept exactly. */
  lossless: WireLossless
  alpha: boolean
  /** Bits a channel. */
  bitDepths: Array<number>
  /** Where more bits than a source has pay. */
  deepenings: Array<WireDeepening>
  /** Whether rows may come in passes. */
  progressive: boolean
  /** Least and most; absent where effort is no number. */
  efforts?: Array<number>
  /** Largest width and height. */
  maxSide: number
  /** Blocks that are written beside the pixels. */
  metadata: Array<WireBlock>
}

export interface WireFrameRequest {
  /** Absent: the whole source. */
  crop?: WireCrop
  /** Pixels; absent: follows the height and a ratio. */
  width?: number
  height?: number
  /** Width divided by height; without effect where both sides are given. */
  aspect?: number
  fit: WireFit
  position: WirePosition
  /** Whether the picture may become larger than its source. */
  enlarge: boolean
  /** Whether the picture may become smaller than its source. */
  reduce: boolean
  kernel: WireKernel
  /** Red, green, blue, alpha of a canvas around the picture; 0–255 each. */
  background: Array<number>
}

export type WireFraming =
  | { kind: 'fixed'; frame: WireFixedFrame }
  | { kind: 'trimmed'; /** How much a border may differ from the corner at its top left, in any channel: 0–255. */ threshold: number; /** Of what is left. */ request: WireFrameRequest }

/** The HDR gain map of a source. */
export interface WireGainMap {
  /** Pixels as stored. */
  width: number
  height: number
  /** 1 or 3. */
  channels: number
  /**
   * How many times brighter than SDR white a screen must be able to show, as logarithms to base 2: from where on the map
   * is used at all, and where it is used in full.
   */
  minHeadroom: number
  maxHeadroom: number
}

export interface WireHeader {
  /** By its name. */
  format: string
  /** Pixels as stored, before orientation. */
  storedWidth: number
  storedHeight: number
  /** Pixels as shown. */
  orientedWidth: number
  orientedHeight: number
  /** EXIF's 1–8. */
  orientation: number
  colourSpace: WireColourSpace
  hasAlpha: boolean
  hasProfile: boolean
  bitDepth: number
  isProgressive: boolean
  /** 1 for a still picture. */
  frames: number
  /** How often an animation plays; 0 is for ever, and for still pictures. */
  loops: number
  /** The number that a lossy picture was written at, 1–100 on libjpeg's scale; absent where it is not known. */
  quality?: number
  /** Absent where there is none that can be used. */
  gainMap?: WireGainMap
}

/** How much of the source's metadata is kept. */
export type WireKeepMetadata = 'none' | 'icc' | 'copyright' | 'exif' | 'all'

export type WireKernel = 'nearest' | 'cubic' | 'mitchell' | 'lanczos2' | 'lanczos3'

/** A length along one side. */
export interface WireLength {
  value: number
  unit: WireLengthUnit
}

export type WireLengthUnit = 'px' | 'fraction'

export interface WireLimits {
  /** Width × height. */
  pixels: number
  /** Pixels, width and height each. */
  side: number
  fileBytes: number
  /** Each ICC, EXIF and text block. */
  metadataBytes: number
  /** Of an animation whose frames are all wanted. */
  frames: number
  /** Width × height × frames of such an animation; of an SVG, its layers that exist at once. */
  animationPixels: number
  /** Elements of an SVG, those drawn through references counted each time. */
  svgElements: number
  /** Elements of an SVG around the innermost one, references followed. */
  svgNesting: number
}

export type WireLossless = 'never' | 'optional' | 'always'

export interface WireOperation {
  kind: string
  parameters: Record<string, WireParameter>
}

export interface WireOutput {
  base: WireBase
  framing: WireFraming
  /** In the documented order, each once at most. */
  operations: Array<WireOperation>
  /** What is done after that, in order; absent: nothing. */
  passes?: Array<WirePass>
  encoding: WireEncoding
  metadata: WireKeepMetadata
  /** Whether the source's HDR gain map comes along. */
  keepGainMap: boolean
  /** Most bytes of the encoded picture; absent: as many as it takes. */
  maxBytes?: number
  /** Whether the source's own bytes, without their metadata, are taken when they are no more than the encoding's. */
  orSource: boolean
  /** Where to write; absent: the bytes come back. */
  file?: string
}

export interface WireOutputEvent {
  source: number
  output: number
  /** Absent when the batch's own result was quicker: that has it. */
  result?: WireOutputResult
}

/** `error`, or `rendition`. */
export interface WireOutputResult {
  error?: WireError
  rendition?: WireRendition
}

/** A number, true or false, a word, or several numbers. */
export type WireParameter =
  number | boolean | string | Array<number>

/** Framing and operations once more, on the picture that the steps before have made. */
export interface WirePass {
  /** How much a border may differ from the corner at its top left, in any channel, to be cut off: 0–255; absent: nothing is. */
  trim?: number
  /** Of what is left. */
  request: WireFrameRequest
  /** In the documented order, each once at most. */
  operations: Array<WireOperation>
}

/** What is not said is absent, or an empty list. */
export interface WirePhotoMetadata {
  /** ISO 8601. */
  date?: string
  make?: string
  model?: string
  lens?: string
  /** Millimetres. */
  focalLength?: number
  /** The f-number. */
  aperture?: number
  /** Seconds. */
  exposureTime?: number
  iso?: number
  title?: string
  caption?: string
  creators: Array<string>
  copyright?: string
  /** -1 to 5. */
  rating?: number
  keywords: Array<string>
  position?: WirePhotoPosition
}

export interface WirePhotoPosition {
  /** Degrees north. */
  latitude: number
  /** Degrees east. */
  longitude: number
  /** Metres above sea level. */
  altitude?: number
}

/** What stays in sight where something must go. */
export type WirePosition =
  | { kind: 'point'; x: number; y: number }
  | { kind: 'entropy' }
  | { kind: 'attention' }

/** `error`, or all the others. */
export interface WireProbeResult {
  error?: WireError
  header?: WireHeader
  /** BLAKE3 in hex, when asked for. */
  contentHash?: string
  /** When asked for. */
  photo?: WirePhotoMetadata
  /** Faults that the header shows and that were let pass. */
  warnings?: Array<WireError>
}

/** Exactly one of `path` and `bytes`. */
export interface WireProbeSource {
  path?: string
  bytes?: HeldBytes
  failOn: WireFailOn
  /** Whether to hash the whole content. */
  contentHash: boolean
  /** Whether to read what a photograph says of itself. */
  photo: boolean
}

/** How much of the picture may be lost. */
export type WireQuality =
  | { kind: 'number'; /** 1–100 on sharp's scale. */ value: number }
  | { kind: 'target'; /** SSIMULACRA2 to reach, 1–100. */ score: number }
  | { kind: 'lossless' }
  | { kind: 'nearLossless'; /** 0 (smoothed most) to 100 (not at all). */ level: number }

export interface WireRegion {
  left: number
  top: number
  width: number
  height: number
}

export interface WireRendition {
  width: number
  height: number
  /** Encoded size. */
  bytes: number
  /**
   * The quality number whose picture this is: the one asked for, or the one that a search found. Absent where
   * nothing was lost, for formats without one, and for a source's own bytes.
   */
  quality?: number
  /** SSIMULACRA2 that was reached, where one was asked for. */
  score?: number
  /** Whether these are the source's own bytes. */
  isSource: boolean
  /** The encoded image, over the engine's own allocation; absent when it went to a file, or when an event had it. */
  data?: Uint8Array
  /** Faults of the source that were let pass. */
  warnings: Array<WireError>
  decodeMs: number
  resizeMs: number
  operateMs: number
  encodeMs: number
}

/** A region keeps its size and finds its place from the pixels. */
export interface WireSlide {
  strategy: WireStrategy
  /** Where the region may lie, in pixels of the source. */
  within: WireRegion
}

/** Exactly one of `path` and `bytes`. */
export interface WireSource {
  path?: string
  bytes?: HeldBytes
  decodeSize: WireDecodeSize
  failOn: WireFailOn
  /** Milliseconds that its stages may take together; absent: as long as it takes. */
  timeoutMs?: number
  outputs: Array<WireOutput>
}

export type WireStrategy = 'entropy' | 'attention'

export type WireTargetColours = 'srgb' | 'p3' | 'source'

/** What the native module exports. */
export interface Binding {
  CancelToken: new () => CancelToken
  HeldBytes: new (bytes: Uint8Array) => HeldBytes
  /** Who this engine is: its version, its codecs, and the fingerprint that belongs into every cache key. */
  engineInfo(): WireEngineInfo
  /** The frame that the engine decides on for a source of `width` × `height` pixels: what core decides on too. */
  geometry(width: number, height: number, request: WireFrameRequest): WireFixedFrame
  /** Reads headers, and hashes of the content where asked, on one of libuv's threads. */
  probe(sources: Array<WireProbeSource>, limits: WireLimits): Promise<Array<WireProbeResult>>
  /**
   * Makes every output of every source on the process's thread pool, which all calls share. `onOutput` is given each output
   * as it finishes, on the calling thread; the result holds those that it was not.
   */
  processBatch(batch: WireBatch, onOutput: (event: WireOutputEvent) => void, cancel?: CancelToken | undefined | null): Promise<WireBatchResult>
}
