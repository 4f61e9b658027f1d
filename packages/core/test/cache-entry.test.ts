import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseEntry, serializeEntry } from '../dist/cache/cache-entry.js'

const key = fc.stringMatching(/^[0-9a-f]{32}$/)
const entry = fc.record({
  width: fc.integer({ min: 1, max: 65_535 }),
  height: fc.integer({ min: 1, max: 65_535 }),
  data: fc.uint8Array({ minLength: 1, maxLength: 200 }),
})

describe('a cache entry', () => {
  test('comes back as it was written', () => {
    fc.assert(
      fc.property(key, entry, (key, entry) => {
        const { width, height, data } = parseEntry(key, serializeEntry(key, entry)) ?? {}
        expect({ width, height }).toEqual({ width: entry.width, height: entry.height })
        expect(Buffer.from(data ?? [])).toEqual(Buffer.from(entry.data))
      }),
    )
  })

  test('with one changed byte counts as absent, wherever it lies', () => {
    fc.assert(
      fc.property(key, entry, fc.nat(), fc.integer({ min: 1, max: 255 }), (key, entry, at, change) => {
        const content = serializeEntry(key, entry)
        const index = at % content.length
        content.writeUInt8(content.readUInt8(index) ^ change, index)
        expect(parseEntry(key, content)).toBeUndefined()
      }),
      { numRuns: 2000 },
    )
  })

  test('cut short anywhere counts as absent', () => {
    fc.assert(
      fc.property(key, entry, fc.nat(), (key, entry, at) => {
        const content = serializeEntry(key, entry)
        expect(parseEntry(key, content.subarray(0, at % content.length))).toBeUndefined()
      }),
      { numRuns: 500 },
    )
  })

  test('with something behind it counts as absent', () => {
    fc.assert(
      fc.property(key, entry, fc.uint8Array({ minLength: 1, maxLength: 20 }), (key, entry, more) => {
        expect(parseEntry(key, Buffer.concat([serializeEntry(key, entry), more]))).toBeUndefined()
      }),
    )
  })

  test('of another key counts as absent', () => {
    fc.assert(
      fc.property(key, key, entry, (own, other, entry) => {
        fc.pre(own !== other)
        expect(parseEntry(other, serializeEntry(own, entry))).toBeUndefined()
      }),
    )
  })

  test('that is no entry at all counts as absent', () => {
    fc.assert(
      fc.property(key, fc.uint8Array({ maxLength: 300 }), (key, content) => {
        expect(parseEntry(key, Buffer.from(content))).toBeUndefined()
      }),
    )
  })
})
