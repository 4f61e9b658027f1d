import { mapConcurrently, type PlannedRequest, type Snapshot, toLazyImageError } from '@lazy-image/core/host'
import type { FailedWish, Wish } from './wishes.js'

/** Requests that are planned at once. */
const PLANS_AT_ONCE = 16

export interface PlannedWish {
  wish: Wish
  request: PlannedRequest
}

/** What wishes come to. A text that only looks like a request may fail; what the options leave to a bundler is left out. */
export async function planWishes(
  snapshot: Snapshot,
  wishes: readonly Wish[],
): Promise<{ planned: readonly PlannedWish[]; failed: FailedWish[] }> {
  const failed: FailedWish[] = []
  const planned = await mapConcurrently(wishes, PLANS_AT_ONCE, async (wish): Promise<PlannedWish[]> => {
    try {
      const request = await snapshot.plan(wish.id)
      return request === null ? [] : [{ wish, request }]
    } catch (error) {
      if (wish.isSure) failed.push({ wish, error: toLazyImageError(error) })
      return []
    }
  })
  return { planned: planned.flat(), failed }
}
