import type { LazyImageError } from '../errors.js'
import type { Variant } from '../plan/variant.js'
import type { ImporterPlace } from './importer-places.js'

/** Milliseconds. Decoding is the source's, resampling and operations may be shared with other outputs. */
export interface WorkTimes {
  decode: number
  resize: number
  operate: number
  encode: number
}

/** What became of one output that was wanted. */
export interface OutputEvent {
  image: {
    /** Absolute path of the source. */
    file: string
    variant: Variant
    /** Pixels of the encoded picture; null where there is none. */
    width: number | null
    height: number | null
  }
  /** What the header of the source tells; pixels as shown. */
  source: {
    format: string
    width: number
    height: number
    /** The number of quality that a JPEG was written at, 1–100 on libjpeg's scale; null where that is not known. */
    quality: number | null
  }
  /** Cache key. */
  key: string
  /** Who imports it, as far as a host has told: every place, once. */
  importers: readonly ImporterPlace[]
  /** The cache tier that had it, `in flight` where another build of this process was making it, `made` or `failed`. */
  from: string
  /** Why there is none; null where there is one. */
  error: LazyImageError | null
  /** Size of the source file. */
  bytesIn: number
  /** Encoded size; 0 where there is none. */
  bytesOut: number
  /** Of what was made now; else null. */
  timings: WorkTimes | null
  /** What encoding took when it was made, however long ago; null where there is none. */
  encodeMs: number | null
  /** The quality number that was chosen or asked for; null where nothing was lost, and for a source's own bytes. */
  quality: number | null
  /** SSIMULACRA2 that was reached, where one was asked for. */
  score: number | null
  /** Whether it is the source's own bytes. */
  isSource: boolean
  /** Whether it was made to see what comes of it, as `format=auto` does; one that is taken is told of once more. */
  isTrial: boolean
}
