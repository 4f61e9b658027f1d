import { dirname, resolve } from 'node:path'
import { LazyImageError } from '../errors.js'
import { isPlainObject } from '../plain-object.js'
import { parseCanonicalVariant, type Variant } from '../plan/variant.js'
import type { ReportData, ReportedOutput } from './report-data.js'

/** A report that was written before. */
export interface KeptReport {
  data: ReportData
  /** Absolute. */
  root: string
  /** Of each source a data URI; empty for JSON, which has none. */
  thumbnails: readonly (string | null)[]
}

/**
 * Reads a report, JSON or page.
 *
 * @param file absolute.
 * @throws {LazyImageError} `OPTION_INVALID` for anything else.
 */
export function readReport(text: string, file: string): KeptReport {
  const isPage = /^\s*<!doctype/i.test(text)
  const data = parse(isPage ? scriptNamed('data', text) : text)
  if (!isReport(data)) {
    const rule = 'a report of lazy-image, as JSON or as a page, of version 1'
    throw new LazyImageError('OPTION_INVALID', `${file} must be ${rule}; build again with the option report`)
  }
  const thumbnails = isPage ? parse(scriptNamed('thumbnails', text)) : []
  return {
    data,
    root: resolve(dirname(file), data.root),
    thumbnails: Array.isArray(thumbnails) ? (thumbnails as (string | null)[]) : [],
  }
}

/** What was done for an output. */
export function variantOf({ variants, encodings }: ReportData, { variant, encoding }: ReportedOutput): Variant {
  const shown = parseCanonicalVariant(variants[variant] ?? '{}')
  return { ...shown, encoding: JSON.parse(encodings[encoding] ?? '{}') as Variant['encoding'] }
}

function scriptNamed(id: string, page: string): string {
  const opened = `<script type="application/json" id="${id}">`
  const start = page.indexOf(opened)
  return start === -1 ? '' : page.slice(start + opened.length, page.indexOf('</script>', start))
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function isReport(value: unknown): value is ReportData {
  if (!isPlainObject(value)) return false
  const { format, version, root, sources, outputs }: Readonly<Record<string, unknown>> = { ...value }
  const isOurs = format === 'lazy-image-report' && version === 1 && typeof root === 'string'
  return isOurs && Array.isArray(sources) && Array.isArray(outputs)
}
