import { extname, relative } from 'node:path'
import {
  groupBy,
  isImagePath,
  mapConcurrently,
  type OutputOrder,
  type Pipeline,
  type Snapshot,
  toLazyImageError,
} from '@lazy-image/core/host'
import type { FailedWish, Wish } from '../prewarm/wishes.js'
import type { SharedStore } from './shared-store.js'
import type { SourceJob } from './source-job.js'

export interface PlannedJobs {
  jobs: readonly SourceJob[]
  /** Keys of all that is asked for. */
  outputs: ReadonlySet<string>
  /** Of which the store has these. */
  there: number
  failed: readonly FailedWish[]
  /** What each job is for, by the hash of its source. */
  wishesOf: ReadonlyMap<string, readonly Wish[]>
  /** Wishes that no order can say: they are made here. */
  own: readonly Wish[]
}

const PLANS_AT_ONCE = 16

/** The jobs of wishes: what the store lacks, one job a content. */
export async function planJobs(pipeline: Pipeline, wishes: readonly Wish[], store: SharedStore): Promise<PlannedJobs> {
  const snapshot = pipeline.snapshot()
  const failed: FailedWish[] = []
  const own: Wish[] = []
  const listed = await mapConcurrently(wishes, PLANS_AT_ONCE, async wish => {
    try {
      const orders = await snapshot.listOutputs(wish.id)
      if (await isOrderable(snapshot, wish.source, orders)) return { wish, orders }
      own.push(wish)
    } catch (error) {
      if (wish.isSure) failed.push({ wish, error: toLazyImageError(error) })
    }
    return { wish, orders: [] }
  })
  const orders = new Map(listed.flatMap(({ orders: some }) => some).map(order => [order.key, order]))
  const there = await store.findOutputs([...orders.keys()])
  const wanted = await mapConcurrently(listed, PLANS_AT_ONCE, async ({ wish, orders: some }) => ({
    wish,
    missing: some.filter(({ key }) => !there.has(key)),
    hash: some.length === 0 ? '' : (await snapshot.lookUp(wish.source)).contentHash,
  }))
  const groups = [
    ...groupBy(
      wanted.filter(({ missing }) => missing.length > 0),
      ({ hash }) => hash,
    ).values(),
  ]
  const jobs = await mapConcurrently(groups, PLANS_AT_ONCE, async group => {
    const [{ wish }] = group as [(typeof group)[number]]
    const missing = new Map(group.flatMap(({ missing: some }) => some).map(order => [order.key, order]))
    return describeJob(pipeline, wish, await snapshot.lookUp(wish.source), [...missing.values()])
  })
  const wishesOf = new Map(groups.map(group => [group[0]?.hash ?? '', group.map(({ wish }) => wish)]))
  return { jobs, wishesOf, outputs: new Set(orders.keys()), there: there.size, failed, own }
}

/** Whether another machine comes to the same keys: what only functions of the options know, it cannot. */
async function isOrderable(snapshot: Snapshot, file: string, orders: readonly OutputOrder[]): Promise<boolean> {
  try {
    for (const order of orders) await snapshot.planOrder(file, order)
    return true
  } catch {
    return false
  }
}

function describeJob(
  { options: { root, strict, failOn, neverLarger } }: Pipeline,
  { source }: Wish,
  { contentHash, bytes, format }: { contentHash: string; bytes: number; format: string },
  orders: readonly OutputOrder[],
): SourceJob {
  const written = extname(source).slice(1).toLowerCase()
  return {
    version: 1,
    source: {
      hash: contentHash,
      extension: isImagePath(`a.${written}`) ? written : format,
      bytes,
      name: relative(root, source),
    },
    rules: { strict, failOn, neverLarger },
    orders,
  }
}
