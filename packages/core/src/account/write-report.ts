import { dirname, resolve } from 'node:path'
import { LazyImageError } from '../errors.js'
import type { ResolvedReport } from '../options/report-options.js'
import { relativePath } from '../relative-path.js'
import { writeAtomically } from '../write-atomically.js'
import { makeReportData, type ReportData, type ReportParts } from './report-data.js'
import { writePage } from './report-page.js'

export interface WriteCall {
  report: Pick<ResolvedReport, 'html' | 'json'>
  /** Absolute. */
  root: string
  /** A data URI of a source, by its absolute path. */
  thumbnailOf: (file: string) => string | undefined
}

/**
 * Writes a report as a page and as JSON, whichever is wanted.
 *
 * @returns absolute paths of what was written.
 * @throws {LazyImageError} `OUTPUT_UNWRITABLE`
 */
export async function writeReport(
  parts: ReportParts,
  { report, root, thumbnailOf }: WriteCall,
): Promise<readonly string[]> {
  const data = makeReportData(parts, root)
  const written = [report.json, report.html].filter(file => file !== null)
  for (const file of written) {
    await writeReportFile(data, { file, root, thumbnailOf: path => thumbnailOf(resolve(root, path)) })
  }
  return written
}

export interface FileCall {
  /** Absolute; what it ends in says what it is. */
  file: string
  /** Absolute. */
  root: string
  /** A data URI of a source, by its path from the root. */
  thumbnailOf: (file: string) => string | undefined
}

/** @throws {LazyImageError} `OUTPUT_UNWRITABLE` */
export async function writeReportFile(data: ReportData, { file, root, thumbnailOf }: FileCall): Promise<void> {
  const placed = { ...data, root: relativePath(dirname(file), root) || '.' }
  const text = /\.json$/i.test(file) ? `${JSON.stringify(placed)}\n` : writePage(placed, thumbnailOf)
  try {
    await writeAtomically(file, text)
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new LazyImageError('OUTPUT_UNWRITABLE', `The report ${file} cannot be written: ${reason}`, { cause: error })
  }
}
