import type { FleetQueue } from './load-queue.js'
import { plainName } from './source-job.js'

/** A source that was given up. */
export interface DeadLetter {
  name: string
  /** Hash of its content. */
  hash: string
  reason: string
  attempts: number
  outputs: number
}

/** Letters that are read at once. */
const PAGE = 500

/** The sources that workers of a queue have given up, oldest first. */
export async function readDeadLetters({ bullmq, name, connection }: FleetQueue): Promise<DeadLetter[]> {
  const queue = new bullmq.Queue(name, { connection })
  queue.on('error', () => {})
  try {
    const letters: DeadLetter[] = []
    for (let at = 0; ; at += PAGE) {
      const failed = await queue.getFailed(at, at + PAGE - 1)
      for (const { id, data, failedReason, attemptsMade } of failed) {
        const { source, orders } = (data ?? {}) as { source?: { name?: unknown }; orders?: unknown }
        letters.push({
          name: plainName(source?.name),
          hash: plainName(id),
          reason: plainName(failedReason),
          attempts: attemptsMade,
          outputs: Array.isArray(orders) ? orders.length : 0,
        })
      }
      if (failed.length < PAGE) return letters.reverse()
    }
  } finally {
    await queue.close()
  }
}

/** Puts all of them back on the queue, and tells how many there were. */
export async function reviveDeadLetters({ bullmq, name, connection }: FleetQueue): Promise<number> {
  const queue = new bullmq.Queue(name, { connection })
  queue.on('error', () => {})
  try {
    const count = await queue.getFailedCount()
    await queue.retryJobs({ state: 'failed' })
    return count
  } finally {
    await queue.close()
  }
}
