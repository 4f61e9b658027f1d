import { readFile } from 'node:fs/promises'
import { LazyImageError } from '@lazy-image/core'
import type { Pipeline } from '@lazy-image/core/host'
import { type MadeWishes, makeWishes } from '../prewarm/make-wishes.js'
import type { FailedWish, Wish } from '../prewarm/wishes.js'
import { askFleet, type FleetProgress } from './ask-fleet.js'
import type { FleetQueue } from './load-queue.js'
import { planJobs } from './plan-jobs.js'
import type { SharedStore } from './shared-store.js'
import type { SourceJob } from './source-job.js'

export interface FleetSettings {
  queue: FleetQueue
  store: SharedStore
  /** Milliseconds without any news, after which nobody is waited for. */
  patienceMs: number
  onProgress(progress: FleetProgress): void
}

/** Has wishes made by the workers of a queue; what no job can say is made here. */
export async function makeInFleet(
  pipeline: Pipeline,
  wishes: readonly Wish[],
  { queue, store, patienceMs, onProgress }: FleetSettings,
): Promise<MadeWishes> {
  const { jobs, wishesOf, outputs, failed: unplanned, own } = await planJobs(pipeline, wishes, store)
  const readSource = async ({ source }: SourceJob) => readFile(wishesOf.get(source.hash)?.[0]?.source ?? '')
  const asked = jobs.length === 0 ? NOTHING : await askFleet(queue, store, jobs, { readSource, patienceMs, onProgress })
  const here = await makeWishes(pipeline, own)
  const failed: FailedWish[] = [...unplanned, ...here.failed]
  const fail = (hash: string, error: LazyImageError) => {
    for (const wish of wishesOf.get(hash) ?? []) failed.push({ wish, error })
  }
  for (const { job, failure } of asked.answers) {
    if (failure !== null) fail(job.source.hash, new LazyImageError('ENGINE_FAILURE', `Given up: ${failure}`))
  }
  for (const { source } of asked.open) {
    const message = `No worker has made it; it waits on ${queue.shownUrl}: start one with lazy-image worker --queue …`
    fail(source.hash, new LazyImageError('TIMEOUT', message))
  }
  return {
    outputs: new Set([...outputs, ...here.outputs]),
    made: asked.made + here.made,
    decodes: asked.decodes + here.decodes,
    encodes: asked.encodes + here.encodes,
    bytes: here.bytes,
    failed,
  }
}

const NOTHING = { made: 0, there: 0, decodes: 0, encodes: 0, answers: [], open: [] }
