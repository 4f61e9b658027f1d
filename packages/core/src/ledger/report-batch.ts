import type { BatchReport } from '../options/batch-report.js'
import { sum } from '../sum.js'
import type { EngineWork } from './engine-work.js'
import type { OutputEvent } from './output-event.js'

/** The numbers of a batch. */
export function reportBatch(events: readonly OutputEvent[], work: EngineWork, durationMs: number): BatchReport {
  const sources = new Map(events.map(({ image, bytesIn }) => [image.file, bytesIn]))
  return {
    images: sources.size,
    outputs: events.length,
    cacheHits: events.filter(({ from }) => from !== 'made' && from !== 'failed').length,
    ...work,
    failures: events.filter(({ from }) => from === 'failed').length,
    bytesIn: sum([...sources.values()]),
    bytesOut: sum(events.map(({ bytesOut }) => bytesOut)),
    durationMs,
  }
}
