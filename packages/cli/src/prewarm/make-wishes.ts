import { groupBy, type Pipeline, type Snapshot } from '@lazy-image/core/host'
import { planWishes } from './plan-wishes.js'
import type { FailedWish, Wish } from './wishes.js'

/** What became of wishes. */
export interface MadeWishes {
  /** Keys of all outputs that they come to. */
  outputs: ReadonlySet<string>
  /** Outputs that were made now. */
  made: number
  decodes: number
  encodes: number
  /** Bytes of all outputs. */
  bytes: number
  failed: readonly FailedWish[]
}

/** Pictures of one batch: enough for every thread, few enough to hold their outputs in memory. */
const PICTURES_AT_ONCE = 32

/** Makes what wishes come to and no cache has, picture after picture. */
export async function makeWishes(
  pipeline: Pipeline,
  wishes: readonly Wish[],
  onProgress: (pictures: number) => void = () => {},
): Promise<MadeWishes> {
  const outputs = new Map<string, number>()
  const made = new Set<string>()
  const failed: FailedWish[] = []
  const work = { decodes: 0, encodes: 0 }
  const unsubscribe = pipeline.ledger.subscribe({
    output({ key, from, bytesOut }) {
      if (from === 'made') made.add(key)
      if (outputs.has(key)) outputs.set(key, bytesOut)
    },
    batch({ decodes, encodes }) {
      work.decodes += decodes
      work.encodes += encodes
    },
  })
  try {
    const pictures = [...groupBy(wishes, ({ source }) => source).values()]
    for (let at = 0; at < pictures.length; at += PICTURES_AT_ONCE) {
      const group = pictures.slice(at, at + PICTURES_AT_ONCE).flat()
      failed.push(...(await makeGroup(pipeline.snapshot(), group, key => outputs.set(key, 0))))
      onProgress(Math.min(at + PICTURES_AT_ONCE, pictures.length))
    }
  } finally {
    unsubscribe()
  }
  const bytes = [...outputs.values()].reduce((sum, size) => sum + size, 0)
  return { outputs: new Set(outputs.keys()), made: made.size, ...work, bytes, failed }
}

async function makeGroup(
  snapshot: Snapshot,
  wishes: readonly Wish[],
  want: (key: string) => void,
): Promise<FailedWish[]> {
  const { planned, failed } = await planWishes(snapshot, wishes)
  const wanted = planned.map(({ wish, request }) => ({ wish, recipes: request.module.wanted() }))
  const recipes = wanted.flatMap(plan => plan.recipes)
  for (const { key } of recipes) want(key)
  const outcomes = await snapshot.render(recipes)
  for (const { wish, recipes: own } of wanted) {
    const error = own.map(recipe => outcomes.errorOf(recipe)).find(found => found !== undefined)
    if (error !== undefined) failed.push({ wish, error })
  }
  return failed
}
