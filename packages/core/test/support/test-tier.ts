import { randomBytes } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import type { CacheEntry } from '../../dist/cache/cache-entry.js'
import type { CacheTier } from '../../dist/cache/cache-tier.js'
import { type RecordedLogger, recordedLogger } from './recorded-pipeline.js'

/** One kind of tier, with what can happen to it from outside; what cannot happen to it is null. */
export interface TierUnderTest {
  /** A tier over a new, empty store. */
  create(logger: RecordedLogger): CacheTier
  /** Another tier over the same store, as another process has it, with what it keeps unused. */
  reopen: ((tier: CacheTier, logger: RecordedLogger, retentionMs?: number) => CacheTier) | null
  /** Every way to damage what is stored under a key. */
  damages: Readonly<Record<string, (tier: CacheTier, key: string) => void>>
  /** Stores under one key what was stored under another. */
  misplace: ((tier: CacheTier, from: string, to: string) => void) | null
  /** A tier that cannot be written. */
  createReadOnly: ((logger: RecordedLogger) => CacheTier) | null
  /** Makes all that is stored some milliseconds older. */
  age: ((tier: CacheTier, ms: number) => void) | null
}

/** What every tier of the cache keeps to; each kind runs it. */
export function testTier(name: string, kind: TierUnderTest): void {
  describe(`the ${name} tier`, () => {
    const open = () => {
      const logger = recordedLogger()
      return { tier: kind.create(logger), logger }
    }

    test('gives back what was written, to the last byte and with every fact', async () => {
      const { tier, logger } = open()
      const entries = new Map([
        [keyOf(1), entryOf(1000)],
        [keyOf(2), entryOf(1, { quality: null, score: null, isSource: true, encodeMs: 0 })],
        [keyOf(3), entryOf(500, { score: -3.25, encodeMs: 12.5 })],
      ])
      await tier.write(entries)
      expect(plain(await tier.read([...entries.keys()]))).toEqual(plain(entries))
      expect(logger.warnings).toEqual([])
    })

    test('gives what it has of many keys, and leaves out what is absent', async () => {
      const { tier, logger } = open()
      expect(await tier.read([keyOf(1), keyOf(2)])).toEqual(new Map())
      expect(await tier.read([])).toEqual(new Map())
      const entry = entryOf(10)
      await tier.write(new Map([[keyOf(2), entry]]))
      await tier.write(new Map())
      expect(plain(await tier.read([keyOf(1), keyOf(2), keyOf(3)]))).toEqual(plain(new Map([[keyOf(2), entry]])))
      expect(logger.warnings).toEqual([])
    })

    test('gives the entry that was written last under a key', async () => {
      const { tier } = open()
      const [first, second] = [entryOf(100), entryOf(50)]
      await tier.write(new Map([[keyOf(1), first]]))
      await tier.write(new Map([[keyOf(1), second]]))
      expect(plain(await tier.read([keyOf(1)]))).toEqual(plain(new Map([[keyOf(1), second]])))
    })

    test('keeps an entry of several megabytes', async () => {
      const { tier } = open()
      const large = entryOf(8_000_000)
      await tier.write(new Map([[keyOf(1), large]]))
      expect(plain(await tier.read([keyOf(1)]))).toEqual(plain(new Map([[keyOf(1), large]])))
    })

    test('keeps as many entries as a large build has, written and read at once', async () => {
      const { tier, logger } = open()
      const entries = new Map(Array.from({ length: 300 }, (_, index) => [keyOf(index), entryOf(200)]))
      await tier.write(entries)
      expect((await tier.read([...entries.keys()])).size).toBe(300)
      expect(logger.warnings).toEqual([])
    })

    test('is written by several at once, and every reader sees whole entries', async () => {
      const { tier, logger } = open()
      const others = [1, 2].map(() => kind.reopen?.(tier, logger) ?? tier)
      const versions = Array.from({ length: 12 }, () => entryOf(20_000))
      const known = new Set(versions.map(({ data }) => Buffer.from(data).toString('hex')))
      const writing = Promise.all(
        versions.map((entry, index) => (others[index % 2] ?? tier).write(new Map([[keyOf(1), entry]]))),
      )
      for (let round = 0; round < 10; round++) {
        for (const { data } of (await tier.read([keyOf(1)])).values()) {
          expect(known.has(Buffer.from(data).toString('hex'))).toBe(true)
        }
      }
      await writing
      expect((await tier.read([keyOf(1)])).size).toBe(1)
      expect(logger.warnings).toEqual([])
    })

    test('answers a caller that has given up without throwing, and works on for others', async () => {
      const { tier } = open()
      const entry = entryOf(10)
      await tier.write(new Map([[keyOf(1), entry]]))
      for (const found of (await tier.read([keyOf(1)], AbortSignal.abort())).values()) {
        expect(Buffer.from(found.data)).toEqual(Buffer.from(entry.data))
      }
      expect((await tier.read([keyOf(1)])).size).toBe(1)
    })

    const { reopen, misplace, createReadOnly, age } = kind
    if (reopen !== null)
      test('gives another process what was written', async () => {
        const { tier, logger } = open()
        const entries = new Map([[keyOf(1), entryOf(1000)]])
        await tier.write(entries)
        const other = reopen(tier, logger)
        expect(plain(await other.read([keyOf(1)]))).toEqual(plain(entries))
      })

    for (const [how, damage] of Object.entries(kind.damages)) {
      test(`counts an entry ${how} as absent, says so, and takes it again`, async () => {
        const { tier, logger } = open()
        const [good, bad] = [entryOf(100), entryOf(100)]
        await tier.write(
          new Map([
            [keyOf(1), good],
            [keyOf(2), bad],
          ]),
        )
        damage(tier, keyOf(2))
        expect(plain(await tier.read([keyOf(1), keyOf(2)]))).toEqual(plain(new Map([[keyOf(1), good]])))
        expect(logger.warnings).toEqual([expect.stringContaining(keyOf(2))])
        await tier.write(new Map([[keyOf(2), bad]]))
        expect(plain(await tier.read([keyOf(2)]))).toEqual(plain(new Map([[keyOf(2), bad]])))
      })
    }

    if (misplace !== null)
      test('does not take an entry that lies under the key of another', async () => {
        const { tier } = open()
        await tier.write(
          new Map([
            [keyOf(1), entryOf(100)],
            [keyOf(2), entryOf(100)],
          ]),
        )
        misplace(tier, keyOf(1), keyOf(2))
        expect([...(await tier.read([keyOf(1), keyOf(2)])).keys()]).toEqual([keyOf(1)])
      })

    if (createReadOnly !== null)
      test('that cannot be written says so once, and fails nobody', async () => {
        const logger = recordedLogger()
        const tier = createReadOnly(logger)
        for (const number of [1, 2]) await tier.write(new Map([[keyOf(number), entryOf(10)]]))
        expect((await tier.read([keyOf(1)])).size).toBe(0)
        expect(logger.warnings).toHaveLength(1)
      })

    if (age !== null)
      test('loses, when swept, what is older and was not used, and nothing else', async () => {
        const { tier, logger } = open()
        await tier.write(
          new Map([
            [keyOf(1), entryOf(10)],
            [keyOf(2), entryOf(10)],
          ]),
        )
        age(tier, 10_000)
        const later = reopen?.(tier, logger, 5000) ?? tier
        await later.write(new Map([[keyOf(3), entryOf(10)]]))
        await later.read([keyOf(2)])
        await later.sweep?.()
        expect([...(await later.read([keyOf(1), keyOf(2), keyOf(3)])).keys()].sort()).toEqual([keyOf(2), keyOf(3)])
      })
  })
}

/** A cache key. */
export function keyOf(number: number): string {
  return number.toString(16).padStart(32, '0')
}

/** An entry with random bytes. */
export function entryOf(bytes: number, facts: Partial<CacheEntry> = {}): CacheEntry {
  const usual = { width: 40, height: 30, quality: 80, score: 71.5, isSource: false, encodeMs: 3 }
  return { ...usual, data: randomBytes(bytes), ...facts }
}

/** Comparable whatever kind of array holds the bytes. */
function plain(entries: ReadonlyMap<string, CacheEntry>): [string, object][] {
  return [...entries]
    .map(([key, entry]): [string, object] => [key, { ...entry, data: Buffer.from(entry.data).toString('base64') }])
    .sort(([a], [b]) => (a < b ? -1 : 1))
}
