import { formatBytes, formatDuration } from '../../packages/core/dist/index.js'

const COLUMNS = ['', 'images', 'outputs', 'decodes', 'encodes', 'cache hits', 'bytes in', 'bytes out', 'time']

/**
 * One table of builds.
 *
 * @param {readonly { name: string, durationMs: number, reports: readonly import('@lazy-image/core').BatchReport[] }[]} builds
 */
export function reportTable(builds) {
  const rows = builds.map(({ name, durationMs, reports }) => {
    const sum = key => reports.reduce((total, report) => total + report[key], 0)
    return [
      name,
      ...['images', 'outputs', 'decodes', 'encodes', 'cacheHits'].map(key => String(sum(key))),
      formatBytes(sum('bytesIn')),
      formatBytes(sum('bytesOut')),
      formatDuration(durationMs),
    ]
  })
  const widths = COLUMNS.map((title, column) => Math.max(title.length, ...rows.map(row => row[column].length)))
  const line = cells =>
    cells.map((cell, column) => (column === 0 ? cell.padEnd(widths[0]) : cell.padStart(widths[column]))).join('   ')
  return [line(COLUMNS), ...rows.map(line)].join('\n')
}
