import { extname } from 'node:path'
import type { ForeignRequest } from '@lazy-image/unplugin/webpack'
import { KEYS, type ResponsiveLoaderOptions } from './options.js'
import { parseQuery, type QueryValue } from './parse-query.js'

/** What its rule mostly tests for. */
const USUAL_IMAGES = /\.(?:jpe?g|png|webp|avif)$/i

/** Formats whose files are of a quality. */
const OF_A_QUALITY: ReadonlySet<string> = new Set(['jpg', 'jpeg', 'webp', 'avif'])

const KNOWN: ReadonlySet<string> = new Set(KEYS)

type Wanted = Readonly<Record<string, QueryValue | undefined>>

/** The query of ours for a request that responsive-loader would answer; null for one in other words. */
export function translateRequest(
  { path, query, needsUrl }: ForeignRequest,
  { test = USUAL_IMAGES, ...options }: ResponsiveLoaderOptions,
): string | null {
  const asked = test.test(path) ? parseQuery(query) : null
  if (asked === null || !Object.keys(asked).every(key => KNOWN.has(key))) return null
  const wanted: Wanted = { quality: 85, ...(options as Wanted), ...asked }
  const widths = listWidths(wanted)
  const format = textOf(wanted['format'])
  const made = format || extname(path).slice(1).toLowerCase()
  const isJpegOrPng = /^(?:jpe?g|png)$/.test(made)
  const parts = [
    // The object as text, which a style takes, is the largest.
    widths.length === 0 ? '' : `w=${needsUrl ? largestOf(widths) : widths.join(';')}`,
    format === '' ? '' : `format=${format}`,
    OF_A_QUALITY.has(made) ? `quality=${textOf(wanted['quality'])}` : '',
    wanted['progressive'] && isJpegOrPng ? 'progressive' : '',
    // A JPEG is flattened as it is.
    wanted['background'] && !made.startsWith('jp') ? 'flatten' : '',
    wanted['background'] ? `background=${encodeURIComponent(textOf(wanted['background']))}` : '',
    Number(wanted['rotate']) ? `rotate=${textOf(wanted['rotate'])}` : '',
    needsUrl ? 'as=url' : 'as=responsive',
    wanted['placeholder'] && !needsUrl ? 'placeholder=lqip' : '',
  ]
  return parts.filter(part => part !== '').join('&')
}

/** Widths as they are written: what is no number is for our own rules to tell. */
function listWidths({ size, sizes, min, max, steps = 4 }: Wanted): string[] {
  if (size) return [textOf(size)]
  if (Array.isArray(sizes)) return sizes.map(String)
  const [first, last, count] = [Number(min), Number(max), Number(steps)]
  if (min === undefined || !last || !(count > 1)) return []
  return Array.from({ length: count }, (_, step) => String(Math.ceil(first + ((last - first) / (count - 1)) * step)))
}

function largestOf(widths: readonly string[]): string {
  return [...widths].sort((a, b) => Number(a) - Number(b)).at(-1) ?? ''
}

function textOf(value: QueryValue | undefined): string {
  return value === undefined || value === null ? '' : String(value)
}
