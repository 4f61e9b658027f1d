import { type BatchReport, type Logger, type Options, Pipeline } from '@lazy-image/core'
import { FIXTURES } from './fixture.js'

/** A logger that keeps what it is told. */
export interface RecordedLogger extends Logger {
  infos: string[]
  warnings: string[]
}

export function recordedLogger(): RecordedLogger {
  const infos: string[] = []
  const warnings: string[] = []
  return {
    infos,
    warnings,
    info: message => infos.push(message),
    warn: message => warnings.push(message),
  }
}

export interface RecordedPipeline {
  pipeline: Pipeline
  logger: RecordedLogger
  /** What each batch did. */
  reports: BatchReport[]
}

/** A pipeline over the fixtures that keeps no files between builds unless told to, with all it says and reports. */
export function recordedPipeline(options: Options = {}): RecordedPipeline {
  const logger = recordedLogger()
  const reports: BatchReport[] = []
  const pipeline = new Pipeline(
    { cache: false, logger, onBatch: report => reports.push(report), ...options },
    options.root ?? FIXTURES,
  )
  return { pipeline, logger, reports }
}

/** The sum of one count over several batches. */
export function total(
  reports: readonly BatchReport[],
  count: 'decodes' | 'encodes' | 'cacheHits' | 'failures',
): number {
  return reports.reduce((sum, report) => sum + report[count], 0)
}
