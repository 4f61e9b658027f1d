import type { BatchReport } from '@lazy-image/core'

/** Work done in several batches together. */
export function totals(batches: readonly BatchReport[]): Pick<BatchReport, 'decodes' | 'encodes' | 'outputs'> {
  const sum = (key: 'decodes' | 'encodes' | 'outputs') => batches.reduce((total, report) => total + report[key], 0)
  return { decodes: sum('decodes'), encodes: sum('encodes'), outputs: sum('outputs') }
}
