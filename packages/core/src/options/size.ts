import { invalidOption } from './option-checks.js'

const UNITS: Readonly<Record<string, number>> = {
  b: 1,
  kb: 1e3,
  mb: 1e6,
  gb: 1e9,
  tb: 1e12,
  kib: 2 ** 10,
  mib: 2 ** 20,
  gib: 2 ** 30,
  tib: 2 ** 40,
}

/**
 * Bytes that are written as a number, or as a text with a unit: `'2GB'` are 2 000 000 000, `'2 GiB'` are 2 147 483 648.
 *
 * @throws {LazyImageError} `OPTION_INVALID`
 */
export function optionalSize(value: unknown, path: string): number | undefined {
  if (value === undefined) return undefined
  const bytes = typeof value === 'string' ? parseSize(value) : value
  if (typeof bytes !== 'number' || !Number.isSafeInteger(bytes) || bytes < 0) {
    throw invalidOption(path, 'a whole number of bytes from 0, or a size such as "500MB", "2GB" or "1.5 GiB"', value)
  }
  return bytes
}

function parseSize(text: string): number | undefined {
  const [, number, unit] = /^(\d+(?:\.\d+)?) ?([a-z]+)$/i.exec(text.trim()) ?? []
  const factor = Object.entries(UNITS).find(([name]) => name === unit?.toLowerCase())?.[1]
  return factor === undefined ? undefined : Math.round(Number(number) * factor)
}
