import type { Row } from './rows.js'

/** How many hues the style sheet has. */
const HUES = 7

/** A hue for each format, the heaviest first; equal reports have equal colours. */
export function assignHues(rows: readonly Row[]): (format: string) => number {
  const bytes = new Map<string, number>()
  for (const row of rows) bytes.set(row.format, (bytes.get(row.format) ?? 0) + row.bytes)
  const names = [...bytes].sort((a, b) => b[1] - a[1]).map(([format]) => format)
  return format => Math.min(Math.max(0, names.indexOf(format)), HUES - 1)
}
