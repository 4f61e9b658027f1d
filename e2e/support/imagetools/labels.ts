import { basename } from 'node:path'

/** A data URI up to what ends it in a value. */
const DATA_URI = /data:([\w/+.-]+)[;,][^\s"]*/g

const ASSET_URL = /\/assets\/[^\s,"?]+/g

/**
 * A value in the notation of the records.
 *
 * @param labels by file name.
 */
export function labelled(value: unknown, labels: ReadonlyMap<string, string>): unknown {
  if (typeof value === 'string') {
    // A file that was read as text.
    if (value.includes('\0')) return '<bytes>'
    return value
      .replaceAll(DATA_URI, '<data:$1>')
      .replaceAll(ASSET_URL, url => labels.get(decodeURIComponent(basename(url))) ?? url)
  }
  if (Array.isArray(value)) return value.map(item => labelled(item, labels))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [
      key,
      key === 'size' && typeof item === 'number' ? '<bytes>' : labelled(item, labels),
    ]),
  )
}

/** How the records write a file: its name without the hash and with one spelling of jpeg, and its size in pixels. */
export function labelOf(fileName: string, size: { width: number; height: number } | null): string {
  const name = fileName.replace(/-[\w-]{8}(\.\w+)$/, '$1').replace(/\.jpeg$/, '.jpg')
  return size === null ? `<${name}>` : `<${name} ${size.width}x${size.height}>`
}
