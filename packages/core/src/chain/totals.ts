import type { WorkCounts } from '../engine/engine.js'

/** What a call took altogether. */
export interface WorkTotals extends WorkCounts {
  /** Milliseconds from the call to its result, waiting for a thread included. */
  totalMs: number
}

export function totalsOf(counts: WorkCounts, started: number): WorkTotals {
  const { decodes, resizes, operations, encodes, trials, bytesIn, bytesOut } = counts
  return { decodes, resizes, operations, encodes, trials, bytesIn, bytesOut, totalMs: performance.now() - started }
}
