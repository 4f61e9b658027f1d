import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { CacheEntry } from '../../dist/cache/cache-entry.js'
import { MemoryCache } from '../../dist/cache/memory-cache.js'

function entryOf(bytes: number): CacheEntry {
  const facts = { width: 1, height: 1, quality: null, score: null, isSource: false, encodeMs: 1 }
  return { ...facts, data: new Uint8Array(bytes) }
}

/** Keys that are still there; asking uses an entry, so this ends a test. */
function keptOf(cache: MemoryCache, keys: readonly string[]): string[] {
  return keys.filter(key => cache.get(key) !== undefined)
}

describe('the memory cache', () => {
  test('drops what was used longest ago', () => {
    const cache = new MemoryCache(30)
    for (const key of ['a', 'b', 'c']) cache.set(key, entryOf(10))
    cache.get('a')
    cache.set('d', entryOf(10))
    expect(keptOf(cache, ['a', 'b', 'c', 'd'])).toEqual(['a', 'c', 'd'])
  })

  test('drops as many as a large entry needs', () => {
    const cache = new MemoryCache(30)
    for (const key of ['a', 'b', 'c']) cache.set(key, entryOf(10))
    cache.set('d', entryOf(15))
    expect(keptOf(cache, ['a', 'b', 'c', 'd'])).toEqual(['c', 'd'])
  })

  test('counts an entry that is set again once', () => {
    const cache = new MemoryCache(30)
    for (let round = 0; round < 10; round++) cache.set('a', entryOf(10))
    cache.set('b', entryOf(20))
    expect(keptOf(cache, ['a', 'b'])).toEqual(['a', 'b'])
  })

  test('keeps nothing that is larger than all its room, and nothing else is lost to it', () => {
    const cache = new MemoryCache(30)
    cache.set('a', entryOf(10))
    cache.set('b', entryOf(31))
    expect(keptOf(cache, ['a', 'b'])).toEqual(['a'])
  })

  test('keeps what fills it to the last byte', () => {
    const cache = new MemoryCache(30)
    cache.set('a', entryOf(30))
    expect(keptOf(cache, ['a'])).toEqual(['a'])
  })

  test('takes nothing in by being asked for it', () => {
    const cache = new MemoryCache(30)
    expect(cache.get('a')).toBeUndefined()
    for (const key of ['b', 'c', 'a', 'd']) cache.set(key, entryOf(10))
    expect(keptOf(cache, ['a', 'b', 'c', 'd'])).toEqual(['a', 'c', 'd'])
  })

  test('never holds more bytes than its capacity, and always what was set last', () => {
    const steps = fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c', 'd', 'e'), fc.integer({ min: 0, max: 40 })))
    fc.assert(
      fc.property(steps, steps => {
        const cache = new MemoryCache(60)
        for (const [key, bytes] of steps) {
          cache.set(key, entryOf(bytes))
          expect(cache.get(key)?.data.length).toBe(bytes)
        }
        const held = ['a', 'b', 'c', 'd', 'e'].map(key => cache.get(key)?.data.length ?? 0)
        expect(held.reduce((sum, bytes) => sum + bytes, 0)).toBeLessThanOrEqual(60)
      }),
    )
  })
})
