/**
 * A Markdown table with columns as wide as their widest cell, numbers to the right.
 *
 * @param {readonly string[]} headers
 * @param {readonly (readonly string[])[]} rows
 */
export function table(headers, rows) {
  const widths = headers.map((header, column) => Math.max(3, ...[header, ...rows.map(row => row[column])].map(width)))
  const line = cells => `| ${cells.map((cell, column) => pad(cell, widths[column], column > 0)).join(' | ')} |`
  const rule = line(widths.map((size, column) => (column > 0 ? `${'-'.repeat(size - 1)}:` : '-'.repeat(size))))
  return [line(headers), rule, ...rows.map(line)].join('\n')
}

function width(cell) {
  return [...cell].length
}

function pad(cell, size, right) {
  const space = ' '.repeat(size - width(cell))
  return right ? space + cell : cell + space
}

/** Seconds, with the digits that a measurement on a shared machine can bear. */
export function seconds(value) {
  if (value >= 10) return `${value.toFixed(1)} s`
  return value >= 1 ? `${value.toFixed(2)} s` : `${(value * 1000).toFixed(value >= 0.1 ? 0 : 1)} ms`
}

/** Decimal, as file managers count. */
export function bytes(value) {
  return value >= 1e6 ? `${(value / 1e6).toFixed(2)} MB` : `${(value / 1e3).toFixed(1)} kB`
}

/** Process memory, where a fraction of a megabyte is noise. */
export function megabytes(value) {
  return `${Math.round(value / 1e6)} MB`
}

export function times(value) {
  return `${value.toFixed(2)}×`
}

/** A distance to a peer, with its sign. */
export function difference(value, digits = 1) {
  return `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(digits)}`
}
