import type { BatchReport } from '@lazy-image/core'
import type { WorkCounts } from '@lazy-image/core/host'

/** A build that a test asks Bun for. */
export interface Asked {
  id: number
  root: string
  /** Options as code. */
  options: string
  /** What `Bun.build` takes, but for plugins. */
  config: object
}

export interface Answer {
  id: number
  batches: BatchReport[]
  warnings: string[]
  failure: string | null
  /** The work that was done meanwhile. */
  work: WorkCounts
}
