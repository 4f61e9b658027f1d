const GROUPED = new Intl.NumberFormat('en', { maximumFractionDigits: 0 })

export function formatCount(count: number): string {
  return GROUPED.format(count)
}

/** A number with what it counts. @param noun of one, which takes an `s`. */
export function countOf(count: number, noun: string): string {
  return `${formatCount(count)} ${noun}${count === 1 ? '' : 's'}`
}

/** Decimal, as file managers count, in three digits or so. */
export function formatBytes(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`
  for (const [unit, size] of [
    ['kB', 1e3],
    ['MB', 1e6],
  ] as const) {
    const value = bytes / size
    if (value < 999.5) return `${value < 99.95 ? value.toFixed(1) : value.toFixed(0)} ${unit}`
  }
  return `${(bytes / 1e9).toFixed(2)} GB`
}

export function formatTime(milliseconds: number): string {
  if (milliseconds < 1) return '<1 ms'
  if (milliseconds < 1000) return `${milliseconds.toFixed(0)} ms`
  return milliseconds < 60_000 ? `${(milliseconds / 1000).toFixed(1)} s` : `${(milliseconds / 60_000).toFixed(1)} min`
}

/** A share in whole percent, where it is not next to nothing. */
export function formatShare(share: number): string {
  const percent = share * 100
  return percent > 0 && percent < 0.95 ? `${percent.toFixed(1)} %` : `${Math.round(percent)} %`
}

/** How much more or less, with a sign that is as wide as a plus. */
export function formatChange(from: number, to: number): string {
  if (from === 0) return ''
  const change = Math.round((to / from - 1) * 100)
  return change === 0 ? '±0 %' : `${change > 0 ? '+' : '−'}${Math.abs(change)} %`
}
