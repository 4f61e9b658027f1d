import { type WorkCounts, workCounts } from '@lazy-image/core/host'

/** What of the work that a build is to do once is done while something else is. */
export async function countWork(work: () => Promise<unknown>): Promise<WorkCounts> {
  const before = { ...workCounts }
  await work()
  const counts = { ...workCounts }
  for (const name of Object.keys(counts) as (keyof WorkCounts)[]) counts[name] -= before[name]
  return counts
}
