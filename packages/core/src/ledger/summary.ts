import type { BatchReport } from '../options/batch-report.js'

/** One line that says what a batch did. @param names of images, where they are to be told. */
export function summarize(report: BatchReport, names?: string): string {
  const { images, outputs, encodes, cacheHits, failures, bytesIn, bytesOut, durationMs } = report
  const parts = [
    `${count(outputs, 'output')} of ${count(images, 'image')}${names === undefined ? '' : ` (${names})`}`,
    ...describeWork({ made: encodes, failed: failures, found: cacheHits, savedMs: 0 }),
    `${formatBytes(bytesIn)} → ${formatBytes(bytesOut)}`,
    formatDuration(durationMs),
  ]
  return parts.join(' · ')
}

/** What became of outputs, and what finding some saved. */
export interface WorkSummary {
  made: number
  failed: number
  found: number
  savedMs: number
}

/** As parts of a line. */
export function describeWork({ made, failed, found, savedMs }: WorkSummary): string[] {
  const saved = Math.round(savedMs) === 0 ? '' : `, saving ${formatDuration(savedMs)}`
  return [
    ...(failed === 0 ? [] : [`${failed} failed`]),
    ...(made === 0 ? [] : [`${made} encoded`]),
    ...(found === 0 ? [] : [`${found} from cache${saved}`]),
  ]
}

/** Bytes in the unit that needs the fewest digits, decimal as file managers count. */
export function formatBytes(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`
  // From 999 950 on, rounding would write four digits before the point.
  if (bytes < 999_950) return `${(bytes / 1000).toFixed(1)} kB`
  return bytes < 999_995_000 ? `${(bytes / 1_000_000).toFixed(2)} MB` : `${(bytes / 1_000_000_000).toFixed(2)} GB`
}

export function formatDuration(milliseconds: number): string {
  const whole = Math.round(milliseconds)
  if (whole < 1000) return `${whole} ms`
  // From 59 995 on, rounding would write sixty.
  if (milliseconds < 59_995) return `${(milliseconds / 1000).toFixed(2)} s`
  const seconds = Math.round(milliseconds / 1000)
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`
}

/** A number with what it counts. @param noun of one, which takes an `s`. */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`
}
