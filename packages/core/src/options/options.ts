import type { Logger } from '../logger.js'
import type { BatchReport } from './batch-report.js'

/** Bounds on what one source may ask of the machine, checked before anything is allocated for its pixels. */
export interface Limits {
  /** Width × height in pixels. Default 268 435 456. */
  pixels?: number
  /** Width and height each, in pixels. Default 65 535. */
  side?: number
  /** Size of the file in bytes. Default 512 MiB. */
  fileBytes?: number
  /** Size of each ICC, EXIF and text block in bytes. Default 16 MiB. */
  metadataBytes?: number
  /** Frames of an animation, where an output keeps them. Default 1000. */
  frames?: number
  /**
   * Width × height × frames of an animation, where an output keeps them; of an SVG, its layers that exist at once.
   * Default 536 870 912.
   */
  animationPixels?: number
  /** Elements of an SVG, those drawn through references counted each time. Default 100 000. */
  svgElements?: number
  /** Elements of an SVG around the innermost one, references followed. Default 100. */
  svgNesting?: number
  /** Outputs one request may ask for. Default 200. */
  variants?: number
}

export interface CacheOptions {
  /** Folder of the cache. Default: `node_modules/.cache/lazy-image` of the nearest package. */
  dir?: string
}

/** What a user may say; everything has a default. */
export interface Options {
  /** Folder that relative paths start from. Default: the bundler's root, else the working directory. */
  root?: string
  /** `false` keeps no files between builds. */
  cache?: CacheOptions | false
  /** Worker threads of a batch, 1–1024. Default: the processors this process may use. */
  concurrency?: number
  /** Bytes that decoded pixels and encoders may take together. Default: half of the memory this process may use. */
  memoryBudget?: number
  limits?: Limits
  /** Called after each batch with what it did. */
  onBatch?: (report: BatchReport) => void
  /** Default: the bundler's logger, else the console. */
  logger?: Logger
}

/** Everything decided: no field is optional any more. */
export interface ResolvedOptions {
  /** Absolute. */
  root: string
  /** Absolute folder, or null for no disk cache. */
  cacheFolder: string | null
  concurrency: number
  /** Bytes. */
  memoryBudget: number
  limits: Required<Limits>
  onBatch: (report: BatchReport) => void
  logger: Logger
}
