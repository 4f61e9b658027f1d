import { stat } from 'node:fs/promises'
import {
  engineInfo,
  type ImageHeader,
  probe,
  type RenderSource,
  type Rendition,
  renderBatch,
} from '../engine/engine.js'
import type { SourceWarning } from '../engine/engine-error.js'
import { type ErrorCode, type ErrorKind, LazyImageError, toLazyImageError } from '../errors.js'
import { checkFiles, checkInteger, checkOptions } from '../language/check-arguments.js'
import { FILES_AT_ONCE, mapConcurrently } from '../map-concurrently.js'
import { batchConcurrency } from './batch-concurrency.js'
import { batchTargets } from './batch-targets.js'
import type { Chain } from './chain.js'
import { type Metrics, metricsOf, type StepTimes, stepTimes } from './metrics.js'
import { nameFile } from './name-file.js'
import {
  OUTPUT_OPTIONS,
  type OutputFormat,
  type OutputOptions,
  type OutputQuality,
  type ResolvedOutput,
  resolveOutput,
} from './output-options.js'
import { totalsOf, type WorkTotals } from './totals.js'
import { variantFor } from './variant-for.js'

export interface BatchOptions extends OutputOptions {
  format: OutputFormat
  /** 1–100, or a score to reach; default 80 for jpeg and webp, 50 for avif. Not for lossless formats. */
  quality?: OutputQuality
  /** Worker threads; 0 or absent leaves libuv its threads. */
  concurrency?: number
  /** Bytes that sources, decoded pixels and encoders may take together. Default: half of what this process may use. */
  memoryBudget?: number
  /** Called for each file as it is done. */
  onProgress?: (progress: BatchProgress) => void
}

const BATCH_OPTIONS = [
  ...OUTPUT_OPTIONS,
  'format',
  'quality',
  'concurrency',
  'memoryBudget',
  'onProgress',
] as const satisfies readonly (keyof BatchOptions)[]

export interface BatchProgress {
  /** Files that are done, this one included. */
  done: number
  total: number
  source: string
  /** Size and times of the output; null when the file failed. */
  output: (StepTimes & { bytes: number }) | null
}

export type BatchResult =
  | {
      source: string
      success: true
      outputPath: string
      width: number
      height: number
      /** Size of the output. */
      bytes: number
      /** What was wrong with the source and let pass. */
      warnings: readonly SourceWarning[]
      /** What it took; `totalMs` from the call to the moment when it was done. */
      metrics: Metrics
      /** Worker threads that ran. */
      concurrency: number
    }
  | {
      source: string
      success: false
      /** What went wrong, for people. */
      error: string
      errorCode: ErrorCode
      /** Who must act. */
      errorKind: ErrorKind
      concurrency: number
    }

/** What came of a batch. */
export interface MeasuredBatch {
  /** In the order of the files. */
  items: BatchResult[]
  totals: BatchTotals
}

/** What a batch took altogether. */
export interface BatchTotals extends WorkTotals, StepTimes {
  files: number
  /** Files that were made, and those that were not. */
  made: number
  failed: number
  /** Worker threads that ran. */
  concurrency: number
}

/** See `ImageEngine.processBatchWithMetrics`. */
export async function processFiles(
  files: readonly string[],
  outDir: string,
  options: BatchOptions,
  chain: Chain,
): Promise<MeasuredBatch> {
  const started = performance.now()
  checkOptions('processBatch', options, BATCH_OPTIONS)
  const output = resolveOutput(options.format, options.quality, options)
  checkFiles(files)
  const { availableParallelism, availableMemory } = engineInfo()
  const concurrency = batchConcurrency(options.concurrency, availableParallelism, process.env['UV_THREADPOOL_SIZE'])
  const memoryBudget =
    options.memoryBudget === undefined
      ? Math.floor(availableMemory / 2)
      : checkInteger('memoryBudget', options.memoryBudget, 1, Number.MAX_SAFE_INTEGER)
  const targets = await batchTargets(files, outDir, output.extension)
  const planned = await planFiles(files, targets, output, chain)

  const { tell, tellFailed } = progressOf(files, options.onProgress)
  const good = planned.filter(plan => !(plan.source instanceof LazyImageError))
  for (const { index, source } of planned) if (source instanceof LazyImageError) tellFailed(index)
  const doneAfter = new Map<number, number>()
  const { sources, workers, counts } = await renderBatch(
    good.map(({ source }) => source as RenderSource),
    {
      concurrency,
      memoryBudget,
      limits: chain.limits,
      onOutput: ({ source, result }) => {
        const index = good[source]?.index ?? 0
        doneAfter.set(index, performance.now() - started)
        tell(index, result)
      },
      signal: options.signal,
    },
  )
  const outcomes = new Map(good.map(({ index }, position) => [index, sources[position]?.[0]]))
  const items = planned.map(({ index, source, header, bytesIn }): BatchResult => {
    const name = files[index] ?? ''
    const outcome = source instanceof LazyImageError ? source : outcomes.get(index)
    if (outcome === undefined || outcome instanceof LazyImageError) {
      const failure = nameFile(outcome ?? new LazyImageError('ENGINE_FAILURE', 'The batch gave no result'), name)
      const { message, code, kind } = failure as LazyImageError
      return { source: name, success: false, error: message, errorCode: code, errorKind: kind, concurrency: workers }
    }
    const { width, height, bytes, warnings } = outcome
    const metrics = metricsOf(
      { header: header as ImageHeader, rendition: outcome, counts: { bytesIn } },
      output.format,
      doneAfter.get(index) ?? performance.now() - started,
    )
    const outputPath = targets[index] ?? ''
    return { source: name, success: true, outputPath, width, height, bytes, warnings, metrics, concurrency: workers }
  })
  return { items, totals: batchTotals(items, totalsOf(counts, started), workers) }
}

function batchTotals(items: readonly BatchResult[], work: WorkTotals, concurrency: number): BatchTotals {
  const made = items.flatMap(item => (item.success ? [item.metrics] : []))
  const sum = (name: keyof StepTimes) => made.reduce((all, metrics) => all + metrics[name], 0)
  const times = {
    decodeMs: sum('decodeMs'),
    resizeMs: sum('resizeMs'),
    operateMs: sum('operateMs'),
    encodeMs: sum('encodeMs'),
  }
  return { files: items.length, made: made.length, failed: items.length - made.length, concurrency, ...work, ...times }
}

interface PlannedFile {
  index: number
  source: RenderSource | LazyImageError
  /** Null beside an error. */
  header: ImageHeader | null
  /** Size of the file. */
  bytesIn: number
}

/** What is to be made of each file, or why nothing can be. */
async function planFiles(
  files: readonly string[],
  targets: readonly string[],
  { format, encoding }: ResolvedOutput,
  chain: Chain,
): Promise<PlannedFile[]> {
  const paths = files.map(path => ({ path }))
  const headers = await probe(paths, chain.limits, { contentHash: false, failOn: chain.failOn })
  return mapConcurrently(paths, FILES_AT_ONCE, async (input, index) => {
    try {
      const probed = headers[index] ?? new LazyImageError('ENGINE_FAILURE', 'A probe without a result')
      if (probed instanceof LazyImageError) throw probed
      const variant = variantFor(probed.header, chain, format, encoding, input.path)
      const outputs = [{ variant, file: targets[index] ?? null }]
      const { size } = await stat(input.path)
      const source = { input, decodeSize: 'needed', failOn: chain.failOn, outputs } as const
      return { index, source, header: probed.header, bytesIn: size }
    } catch (error) {
      return { index, source: toLazyImageError(error), header: null, bytesIn: 0 }
    }
  })
}

function progressOf(files: readonly string[], onProgress: BatchOptions['onProgress']) {
  let done = 0
  const step = (index: number, output: BatchProgress['output']) => {
    done++
    onProgress?.({ done, total: files.length, source: files[index] ?? '', output })
  }
  return {
    tellFailed: (index: number) => step(index, null),
    tell: (index: number, result: Rendition | LazyImageError) =>
      step(index, result instanceof LazyImageError ? null : { bytes: result.bytes, ...stepTimes(result.timings) }),
  }
}
