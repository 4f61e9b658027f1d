import { expect, test } from 'vitest'
import type { CacheEntry } from '../../../dist/cache/cache-entry.js'
import { Uploads } from '../../../dist/cache/remote/uploads.js'
import { entryOf, keyOf } from '../../support/test-tier.js'

/** Uploads that end when they are told to. */
function heldUploads() {
  const begun: string[] = []
  const ends = new Map<string, () => void>()
  const store = (key: string, _: CacheEntry) => {
    begun.push(key)
    return new Promise<void>(resolve => ends.set(key, resolve))
  }
  const end = async (key: string) => {
    ends.get(key)?.()
    await new Promise(resolve => setImmediate(resolve))
  }
  return { uploads: new Uploads(store), begun, end }
}

test('some are under way at once, the others in turn', async () => {
  const { uploads, begun, end } = heldUploads()
  const keys = Array.from({ length: 20 }, (_, index) => keyOf(index))
  for (const key of keys) await uploads.add(key, entryOf(10))
  expect(begun).toEqual(keys.slice(0, 16))
  await end(keyOf(3))
  expect(begun).toEqual(keys.slice(0, 17))
  expect(uploads.size).toBe(19)
})

test('whoever waits for some keys waits for no other', async () => {
  const { uploads, end } = heldUploads()
  for (const key of [keyOf(1), keyOf(2)]) await uploads.add(key, entryOf(10))
  const settled = uploads.settled([keyOf(1), keyOf(9)])
  await end(keyOf(1))
  await settled
  expect(uploads.size).toBe(1)
})

test('what is left is what has not begun, and nobody waits for it any more', async () => {
  const { uploads, begun, end } = heldUploads()
  const keys = Array.from({ length: 20 }, (_, index) => keyOf(index))
  for (const key of keys) await uploads.add(key, entryOf(10))
  uploads.drop()
  await uploads.settled(keys.slice(16))
  for (const key of keys.slice(0, 16)) await end(key)
  await uploads.idle()
  expect(begun).toHaveLength(16)
})

test('more than can be held waits to be taken', async () => {
  const { uploads, end } = heldUploads()
  const large = { ...entryOf(0), data: new Uint8Array(300 * 1024 * 1024) }
  await uploads.add(keyOf(1), large)
  let isTaken = false
  const taking = uploads.add(keyOf(2), entryOf(10)).then(() => {
    isTaken = true
  })
  await new Promise(resolve => setImmediate(resolve))
  expect(isTaken).toBe(false)
  await end(keyOf(1))
  await taking
})
