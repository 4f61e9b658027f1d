import type { ImageHeader, Timings } from '../engine/engine.js'
import type { SourceWarning } from '../engine/engine-error.js'
import type { OutputFormat } from '../formats/formats.js'
import type { Rendered } from './render-chain.js'

/** Milliseconds that each step of an output took. */
export interface StepTimes {
  decodeMs: number
  resizeMs: number
  operateMs: number
  encodeMs: number
}

/** What one output cost and came to. Times in milliseconds. */
export interface Metrics extends StepTimes {
  /** From the call to its result, waiting for a thread included. */
  totalMs: number
  /** Size of the encoded source. */
  bytesIn: number
  bytesOut: number
  width: number
  height: number
  formatIn: ImageHeader['format']
  formatOut: OutputFormat
  /** The quality number of the output: that asked for, or that a search found; null for lossless formats. */
  quality: number | null
  /** SSIMULACRA2 that was reached, where one was asked for. */
  score: number | null
  /** What was wrong with the source and let pass: repairs, pixels that are missing, a gain map that was dropped. */
  warnings: readonly SourceWarning[]
}

export function metricsOf(
  { header, rendition, counts }: Pick<Rendered, 'header' | 'rendition'> & { counts: { bytesIn: number } },
  formatOut: OutputFormat,
  totalMs: number,
): Metrics {
  const { width, height, bytes, quality, score, timings, warnings } = rendition
  return {
    ...stepTimes(timings),
    totalMs,
    bytesIn: counts.bytesIn,
    bytesOut: bytes,
    width,
    height,
    formatIn: header.format,
    formatOut,
    quality,
    score,
    warnings,
  }
}

export function stepTimes({ decode, resize, operate, encode }: Timings): StepTimes {
  return { decodeMs: decode, resizeMs: resize, operateMs: operate, encodeMs: encode }
}
