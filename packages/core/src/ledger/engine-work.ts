import type { BatchReport } from '../options/batch-report.js'

/** What the engine did for a batch. */
export type EngineWork = Pick<BatchReport, 'decodes' | 'resizes' | 'encodes'>

export const NO_WORK: EngineWork = { decodes: 0, resizes: 0, encodes: 0 }
