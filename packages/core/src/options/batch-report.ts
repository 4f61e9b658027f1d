/** What one batch did: the numbers of a build's summary. */
export interface BatchReport {
  /** Source images that outputs were wanted of. */
  images: number
  /** Outputs wanted. */
  outputs: number
  /** Outputs that were there already, in memory or on disk. */
  cacheHits: number
  /** Sources decoded. */
  decodes: number
  /** Resampling passes. */
  resizes: number
  /** Outputs encoded. */
  encodes: number
  /** Outputs that failed. */
  failures: number
  /** Bytes of the source files of all wanted outputs. */
  bytesIn: number
  /** Bytes of all outputs that were made or found. */
  bytesOut: number
  durationMs: number
}
