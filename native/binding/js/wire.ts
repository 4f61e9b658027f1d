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

export type WireAvifEffort = 'best' | 'default' | 'fast' | 'faster' | 'draft'

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

export interface WireCanvas {
  width: number
  height: number
  left: number
  top: number
  /** Red, green, blue, alpha; 0–255 each. */
  background: Array<number>
}

export type WireChroma = '4:2:0' | '4:4:4'

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

export type WireEncoding =
  | { format: 'jpeg'; /** A number or a target. */ quality: WireQuality; progressive: boolean; chroma: WireChroma; /** Red, green, blue under transparent pixels; 0–255 each. */ background: Array<number> }
  | { format: 'png'; /** Bits a channel, 8 or 16. */ depth: number; /** 1 (fast) to 10 (small). */ effort: number; /** Adam7. */ interlaced: boolean; /** Fewer colours than the picture has, where that is smaller; 8 bits only. */ palette?: WirePalette }
  | { format: 'webp'; quality: WireQuality; /** 0 (fast) to 6 (small). */ effort: number; /** 0–100. */ alphaQuality: number }
  | { format: 'avif'; /** A number, a target or lossless. */ quality: WireQuality; effort: WireAvifEffort; /** Bits a channel, 8 or 10. */ depth: number }
  | { format: 'gif'; /** Of one frame, 2–256. */ colours: number; /** 0–1. */ dither: number }
  | { format: 'tiff'; compression: WireTiffCompression; /** Bits a channel, 8 or 16. */ depth: number }
  | { format: 'thumbhash' }
  | { format: 'blurhash'; /** Components across and down, 1–9. */ x: number; y: number }
  | { format: 'color' }
  | { format: 'palette'; /** 1–16. */ colours: number }
  | { format: 'statistics' }

export interface WireEngineInfo {
  version: string
  /** Same fingerprint, same bytes for the same request. */
  fingerprint: string
  codecs: Array<WireCodec>
  /** Processors this process may use: affinity and cgroup quota counted. */
  availableParallelism: number
  /** Bytes of memory this process may use: control groups and the limit of its address space counted. */
  availableMemory: number
}

export interface WireError {
  code: string
  message: string
}

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

export interface WireHeader {
  format: WireSourceFormat
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

export interface WireMade {
  /** Encoded size. */
  bytes: number
  decodeMs: number
  resizeMs: number
  operateMs: number
  encodeMs: number
}

export type WireOperation =
  | { kind: 'rotate'; /** Clockwise. Between the quarters, the picture becomes the box that just holds it. */ degrees: number; /** Red, green, blue, alpha of what the turned picture does not cover; 0–255 each. */ background: Array<number> }
  | { kind: 'flip' }
  | { kind: 'flop' }
  | { kind: 'blur'; /** Pixels; above 0 and up to 1000. */ sigma: number }
  | { kind: 'sharpen'; /** Pixels; above 0 and up to 1000. */ sigma: number }
  | { kind: 'median'; /** Pixels a side of the window: odd, from 3 to 1001. */ size: number }
  | { kind: 'modulate'; /** Factors of L and C in CIE LCh; 0 and more. */ brightness: number; saturation: number; /** Degrees added to h. */ hue: number }
  | { kind: 'contrast'; /** Of the distance from mid grey; 0 and more. */ factor: number }
  | { kind: 'tint'; /** Red, green, blue; 0–255 each. */ colour: Array<number> }
  | { kind: 'grayscale' }
  | { kind: 'invert' }
  | { kind: 'normalize' }
  | { kind: 'flatten'; /** Red, green, blue under transparent pixels; 0–255 each. */ background: Array<number> }

export interface WireOutput {
  base: WireBase
  framing: WireFraming
  /** In the documented order, each once at most. */
  operations: Array<WireOperation>
  encoding: WireEncoding
  metadata: WireKeepMetadata
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
  /** Absent when the output failed. */
  made?: WireMade
}

/** `error`, or `rendition`. */
export interface WireOutputResult {
  error?: WireError
  rendition?: WireRendition
}

export interface WirePalette {
  /** 2–256. */
  colours: number
  /** 0–1. */
  dither: number
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
}

/** Exactly one of `path` and `bytes`. */
export interface WireProbeSource {
  path?: string
  bytes?: HeldBytes
  /** Whether to hash the whole content. */
  contentHash: boolean
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
  /** The encoded image, over the engine's own allocation; absent when it went to a file. */
  data?: Uint8Array
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
  /** Milliseconds that its stages may take together; absent: as long as it takes. */
  timeoutMs?: number
  outputs: Array<WireOutput>
}

export type WireSourceFormat = 'jpeg' | 'png' | 'webp' | 'avif' | 'gif' | 'tiff' | 'svg' | 'jxl' | 'bmp' | 'ico'

export type WireStrategy = 'entropy' | 'attention'

export type WireTargetColours = 'srgb' | 'p3' | 'source'

export type WireTiffCompression = 'lzw' | 'deflate' | 'none'

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
   * Makes every output of every source on a thread pool of the call's own. `onOutput` hears of each output as it finishes,
   * on the calling thread.
   */
  processBatch(batch: WireBatch, onOutput?: ((event: WireOutputEvent) => void) | undefined, cancel?: CancelToken | undefined | null): Promise<WireBatchResult>
  /** Makes every output of one source on one of libuv's threads. */
  runOne(source: WireSource, limits: WireLimits, cancel?: CancelToken | undefined | null): Promise<WireBatchResult>
}
