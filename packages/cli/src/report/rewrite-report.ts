import { readFileSync, statSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Pipeline, ReportData } from '@lazy-image/core'
import { FILES_AT_ONCE, loadReportFiles, mapConcurrently, mediaTypeOf } from '@lazy-image/core/host'
import { UsageError } from '../usage-error.js'

export interface Rewriting {
  /** Absolute. */
  out: string
  /** Glob of the pictures whose outputs are measured. */
  measure: string | undefined
  /** The pipeline of a project, whose report options say what is measured. @param root absolute. */
  open(root: string): Promise<Pipeline>
}

export interface Rewritten {
  file: string
  sources: number
  outputs: number
  bytes: number
  /** Alternatives that were measured now. */
  measured: number
  findings: ReportData['findings']
}

/**
 * Writes a report anew: as a page, as JSON, or with more that is measured.
 *
 * @throws {UsageError} for a glob that means no picture of the report.
 */
export async function rewriteReport(file: string, { out, measure, open }: Rewriting): Promise<Rewritten> {
  const { readReport, writeReportFile } = await loadReportFiles()
  const { data: kept, root, thumbnails } = readReport(readFileSync(file, 'utf8'), file)
  const pipeline = measure === undefined ? null : await open(root)
  const data = pipeline === null || measure === undefined ? kept : await measureMore(kept, root, pipeline, measure)
  const positions = new Map(data.sources.map((source, index) => [source.file, index]))
  const thumbnailOf = (source: string) => {
    const position = positions.get(source)
    if (position === undefined) return undefined
    return thumbnails[position] ?? thumbnailBeside(data, position, root)
  }
  await writeReportFile(data, { file: out, root, thumbnailOf })
  return {
    file: out,
    sources: data.sources.length,
    outputs: data.outputs.length,
    bytes: data.outputs.reduce((sum, { bytes }) => sum + bytes, 0),
    measured: data === kept ? 0 : data.measured.filter(one => !kept.measured.includes(one)).length,
    findings: data.findings,
  }
}

async function measureMore(data: ReportData, root: string, pipeline: Pipeline, glob: string): Promise<ReportData> {
  const { variantOf } = await loadReportFiles()
  const { account, options } = pipeline
  const measures = options.report?.measures ?? (() => false)
  const meant = data.outputs.flatMap((output, index) => {
    const file = resolve(root, data.sources[output.source]?.file ?? '')
    return measures(file) ? [{ index, file, output }] : []
  })
  if (meant.length === 0) throw new UsageError(`${JSON.stringify(glob)} means no picture of the report`)
  const snapshot = pipeline.snapshot()
  const asked = await mapConcurrently(meant, FILES_AT_ONCE, async ({ file, output }) => {
    return { key: output.key, source: await snapshot.lookUp(file), variant: variantOf(data, output) }
  })
  const measured = (await account?.measureOutputs(asked)) ?? []
  await pipeline.sweepCache()
  const indices = new Map(meant.map(({ output, index }) => [output.key, index]))
  const now = measured.flatMap(({ key, ...one }) => {
    const output = indices.get(key)
    return output === undefined ? [] : [{ output, ...one, encodeMs: Math.round(one.encodeMs * 10) / 10 }]
  })
  const again = new Set(indices.values())
  return { ...data, measured: [...data.measured.filter(({ output }) => !again.has(output)), ...now] }
}

/** Pixels and bytes of what is small enough for a list. */
const MOST_SIDE = 640
const MOST_BYTES = 24_000

/** A JSON report has no thumbnails: the smallest output that lies there is one, where it is small. */
function thumbnailBeside({ outputs }: ReportData, source: number, root: string): string | undefined {
  const own = outputs.filter(output => output.source === source && output.file !== null && output.bytes <= MOST_BYTES)
  const [smallest] = own
    .filter(({ width, height }) => Math.max(width, height) <= MOST_SIDE)
    .sort((a, b) => a.bytes - b.bytes)
  if (smallest === undefined || smallest.file === null) return undefined
  const file = resolve(root, smallest.file)
  if (statSync(file, { throwIfNoEntry: false })?.size !== smallest.bytes) return undefined
  return `data:${mediaTypeOf(smallest.format)};base64,${readFileSync(file).toString('base64')}`
}
