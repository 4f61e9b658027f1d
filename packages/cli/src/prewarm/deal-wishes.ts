import { createHash } from 'node:crypto'
import { FILES_AT_ONCE, mapConcurrently, type Pipeline, toLazyImageError } from '@lazy-image/core/host'
import { dealOut, type Shard } from './shard.js'
import type { FailedWish, Wish } from './wishes.js'

export interface DealtWishes {
  /** Those of one shard. */
  own: readonly Wish[]
  /** Contents of all pictures. */
  contents: number
  /** Contents of the shard. */
  ownContents: number
  /** Equal for all shards that saw the same pictures: what differs shows that they did not. */
  set: string
  failed: readonly FailedWish[]
}

/** Shares wishes out by what their pictures hold: each content belongs to one shard, with all that is asked of it. */
export async function dealWishes(pipeline: Pipeline, wishes: readonly Wish[], shard: Shard): Promise<DealtWishes> {
  const snapshot = pipeline.snapshot()
  const sources = [...new Set(wishes.map(({ source }) => source))]
  const hashes = new Map<string, string>()
  const failed: FailedWish[] = []
  await mapConcurrently(sources, FILES_AT_ONCE, async source => {
    try {
      hashes.set(source, (await snapshot.lookUp(source)).contentHash)
    } catch (error) {
      const sure = wishes.filter(wish => wish.source === source && wish.isSure)
      failed.push(...sure.map(wish => ({ wish, error: toLazyImageError(error) })))
    }
  })
  const contents = [...new Set(hashes.values())].sort()
  const dealt = dealOut(contents, shard)
  return {
    own: wishes.filter(({ source }) => dealt.has(hashes.get(source) ?? '')),
    contents: contents.length,
    ownContents: dealt.size,
    set: createHash('sha256').update(contents.join('\n')).digest('hex').slice(0, 12),
    // What cannot be read is every shard's to see, and the first one's to tell.
    failed: shard.index === 1 ? failed : [],
  }
}
