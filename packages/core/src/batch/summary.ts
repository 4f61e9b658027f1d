import type { BatchReport } from '../options/batch-report.js'

/** One line that says what a batch did. */
export function summarize(report: BatchReport): string {
  const { images, outputs, decodes, encodes, cacheHits, failures, bytesIn, bytesOut, durationMs } = report
  const parts = [
    `${count(outputs, 'output')} of ${count(images, 'image')}`,
    encodes === 0 ? 'nothing to encode' : `${count(decodes, 'decode')}, ${count(encodes, 'encode')}`,
    `${cacheHits} from cache`,
    `${formatBytes(bytesIn)} in, ${formatBytes(bytesOut)} out`,
    formatDuration(durationMs),
  ]
  if (failures > 0) parts.splice(1, 0, `${failures} failed`)
  return `${parts.join(' · ')}`
}

/** Bytes in the unit that needs the fewest digits, decimal as file managers count. */
export function formatBytes(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`
  return bytes < 1_000_000 ? `${(bytes / 1000).toFixed(1)} kB` : `${(bytes / 1_000_000).toFixed(2)} MB`
}

export function formatDuration(milliseconds: number): string {
  return milliseconds < 1000 ? `${Math.round(milliseconds)} ms` : `${(milliseconds / 1000).toFixed(2)} s`
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`
}
