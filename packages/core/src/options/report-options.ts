import { resolve } from 'node:path'
import { invalidOption, isObject, optionalString, refuseUnknown } from './option-checks.js'
import type { Pattern } from './options.js'
import { patternTest } from './pattern-test.js'

/** What a build writes of its images for people and for programs. */
export interface ReportOptions {
  /** A page for people: a path relative to the root, or `true` for `lazy-image-report.html` there. Default: none. */
  html?: boolean | string
  /** The same for programs: a path relative to the root, or `true` for `lazy-image-report.json` there. Default: none. */
  json?: boolean | string
  /**
   * Pictures whose outputs are encoded in other formats and qualities too, so that the report says what these would save; tried on
   * the absolute path and on that from the root. Default: none.
   */
  measure?: Pattern
}

/** Where the report goes; null for none of a kind. */
export interface ResolvedReport {
  /** Absolute. */
  html: string | null
  /** Absolute. */
  json: string | null
  /** Whether a picture's outputs are measured in other formats, by its absolute path. */
  measures: (file: string) => boolean
  /** Whether any is. */
  isMeasuring: boolean
}

const NAME = 'lazy-image-report'

/**
 * @param root absolute.
 * @returns null for no report.
 * @throws {LazyImageError} `OPTION_INVALID`
 */
export function resolveReport(
  report: boolean | string | ReportOptions | undefined,
  root: string,
): ResolvedReport | null {
  if (report === undefined || report === false) return null
  const rule = 'true, false, a path that ends in .html or .json, or an object such as { html: "…", json: "…" }'
  if (typeof report !== 'boolean' && typeof report !== 'string' && !isObject(report)) {
    throw invalidOption('report', rule, report)
  }
  if (typeof report === 'string' && !/\.(?:html?|json)$/i.test(report)) throw invalidOption('report', rule, report)
  const given = typeof report === 'object' ? report : writtenShort(report)
  refuseUnknown(given, 'report.', ['html', 'json', 'measure'] satisfies (keyof ReportOptions)[])
  const html = placeOf(given.html, 'html', root)
  const json = placeOf(given.json, 'json', root)
  if (html === null && json === null) throw invalidOption('report', 'an object that names html, json or both', report)
  const isMeasuring = given.measure !== undefined
  return {
    html,
    json,
    measures: given.measure === undefined ? () => false : patternTest(given.measure, 'report.measure', root),
    isMeasuring,
  }
}

function writtenShort(report: true | string): ReportOptions {
  if (report === true) return { html: true }
  return /\.json$/i.test(report) ? { json: report } : { html: report }
}

function placeOf(value: boolean | string | undefined, kind: 'html' | 'json', root: string): string | null {
  if (value === undefined || value === false) return null
  if (value === true) return resolve(root, `${NAME}.${kind}`)
  return resolve(root, optionalString(value, `report.${kind}`) ?? '')
}
