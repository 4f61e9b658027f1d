import { describe, expect, test } from 'vitest'
import type { CacheEntry } from '../../dist/cache/cache-entry.js'
import type { CacheTier } from '../../dist/cache/cache-tier.js'
import { MemoryTier } from '../../dist/cache/memory-tier.js'
import { TieredCache } from '../../dist/cache/tiered-cache.js'
import { recordedLogger } from '../support/recorded-pipeline.js'
import { entryOf, keyOf } from '../support/test-tier.js'

const [A, B, C] = [keyOf(1), keyOf(2), keyOf(3)]

/** A tier that counts the keys it is asked for. */
function countedTier(name: string, entries: Record<string, CacheEntry> = {}): CacheTier & { asked: string[][] } {
  const asked: string[][] = []
  const held = new Map(Object.entries(entries))
  return {
    name,
    asked,
    read: async keys => {
      asked.push([...keys])
      return new Map(keys.flatMap(key => (held.has(key) ? [[key, held.get(key) as CacheEntry] as const] : [])))
    },
    write: async written => {
      for (const [key, entry] of written) held.set(key, entry)
    },
  }
}

function failingTier(): CacheTier {
  const fail = () => Promise.reject(new Error('no route to host'))
  return { name: 'far', read: fail, write: fail, sweep: fail }
}

describe('tiers as one cache', () => {
  test('are asked from the nearest to the farthest, each for what those before it lack', async () => {
    const [near, far] = [countedTier('near', { [A]: entryOf(1) }), countedTier('far', { [B]: entryOf(2) })]
    const cache = new TieredCache([near, far], recordedLogger())
    const found = await cache.read([A, B, C])
    expect([...found].map(([key, { tier }]) => [key, tier])).toEqual([
      [A, 'near'],
      [B, 'far'],
    ])
    expect([near.asked, far.asked]).toEqual([[[A, B, C]], [[B, C]]])
  })

  test('keep in the nearer ones what a far one has', async () => {
    const [near, middle, far] = [countedTier('near'), countedTier('middle'), countedTier('far', { [A]: entryOf(1) })]
    const cache = new TieredCache([near, middle, far], recordedLogger())
    await cache.read([A])
    await cache.read([A])
    expect((await middle.read([A])).size).toBe(1)
    expect([near.asked.length, far.asked.length]).toEqual([2, 1])
  })

  test('are all written', async () => {
    const [near, far] = [countedTier('near'), countedTier('far')]
    await new TieredCache([near, far], recordedLogger()).write(new Map([[A, entryOf(1)]]))
    expect((await near.read([A])).size + (await far.read([A])).size).toBe(2)
  })

  test('with one that throws go on without it, and it is told of once', async () => {
    const logger = recordedLogger()
    const cache = new TieredCache([new MemoryTier(1000), failingTier()], logger)
    await cache.write(new Map([[A, entryOf(1)]]))
    expect([...(await cache.read([A, B])).keys()]).toEqual([A])
    await cache.sweep()
    expect(logger.warnings).toEqual([expect.stringMatching(/far.*no route to host/)])
  })

  test('keep what they had between them: a tier is written neither what it had itself nor nothing', async () => {
    const written: string[] = []
    const watched = (name: string, entries = {}): CacheTier => ({
      ...countedTier(name, entries),
      write: async entries => {
        written.push(`${name} ${[...entries.keys()].join()}`)
      },
    })
    const tiers = [watched('near', { [A]: entryOf(1) }), watched('middle'), watched('far', { [B]: entryOf(2) })]
    const cache = new TieredCache(tiers, recordedLogger())
    await cache.read([A, B, C])
    expect(written.splice(0)).toEqual([`near ${B}`, `middle ${B}`])
    await cache.write(new Map())
    expect(written).toEqual([])
    await cache.writeNearest(new Map([[C, entryOf(3)]]))
    expect(written).toEqual([`near ${C}`])
  })

  test('are all swept, those that can be', async () => {
    const swept: string[] = []
    const sweep = async () => void swept.push('swept')
    const tiers = [{ ...countedTier('near'), sweep }, countedTier('middle'), { ...countedTier('far'), sweep }]
    await new TieredCache(tiers, recordedLogger()).sweep()
    expect(swept).toEqual(['swept', 'swept'])
  })

  test('are swept behind what is still being kept', async () => {
    const done: string[] = []
    const flush = async () => {
      await new Promise(resolve => setTimeout(resolve, 10))
      done.push('kept')
    }
    const sweep = async () => void done.push('swept')
    await new TieredCache(
      [
        { ...countedTier('near'), sweep },
        { ...countedTier('far'), flush },
      ],
      recordedLogger(),
    ).sweep()
    expect(done).toEqual(['kept', 'swept'])
  })

  test('that are farther are told what a nearer one had', async () => {
    const touched: string[][] = []
    const tiers = [
      countedTier('near', { [A]: entryOf(1), [B]: entryOf(2) }),
      { ...countedTier('far'), touch: (keys: Iterable<string>) => void touched.push([...keys]) },
    ]
    await new TieredCache(tiers, recordedLogger()).read([A, B, C])
    expect(touched).toEqual([[A, B]])
  })

  describe('that others have too', () => {
    /** A tier in which somebody else makes some keys. */
    const claimedTier = (name: string, elsewhere: readonly string[], said: string[]): CacheTier => ({
      ...countedTier(name),
      claim: async wanted => ({
        own: new Set(wanted.map(({ key }) => key).filter(key => !elsewhere.includes(key))),
        settle: async key => void said.push(`${name} settles ${key}`),
        release: async () => void said.push(`${name} releases`),
        othersAreDone: async () => void said.push(`${name} waited`),
      }),
    })

    test('are asked for a claim from the nearest to the farthest, each for what the nearer ones left', async () => {
      const said: string[] = []
      const cache = new TieredCache([claimedTier('disk', [A], said), claimedTier('store', [B], said)], recordedLogger())
      const claim = await cache.claim([A, B, C].map(key => ({ key, source: key })))
      expect([...claim.own]).toEqual([C])
      await claim.settle(C)
      await claim.release()
      await claim.othersAreDone(undefined)
      expect(said).toEqual([
        ...[`disk settles ${C}`, `store settles ${C}`, 'disk releases', 'store releases'],
        ...['disk waited', 'store waited'],
      ])
    })
  })
})
