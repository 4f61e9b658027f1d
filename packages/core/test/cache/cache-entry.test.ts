import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseEntry, serializeEntry } from '../../dist/cache/cache-entry.js'

const key = fc.stringMatching(/^[0-9a-f]{32}$/)
const entry = fc.record({
  width: fc.integer({ min: 1, max: 65_535 }),
  height: fc.integer({ min: 1, max: 65_535 }),
  data: fc.uint8Array({ minLength: 1, maxLength: 200 }),
  quality: fc.option(fc.double({ min: 1, max: 100, noNaN: true })),
  score: fc.option(fc.double({ min: -100, max: 100, noNaN: true }).map(score => score + 0)),
  isSource: fc.boolean(),
  encodeMs: fc.double({ min: 0, max: 1e6, noNaN: true }).map(ms => ms + 0),
})

describe('a cache entry', () => {
  test('comes back as it was written', () => {
    fc.assert(
      fc.property(key, entry, (key, entry) => {
        const { data, ...facts } = parseEntry(key, serializeEntry(key, entry)) ?? {}
        const { data: _, ...written } = entry
        expect(facts).toEqual(written)
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

  test('of the format before this one counts as absent', () => {
    fc.assert(
      fc.property(key, entry, (key, entry) => {
        const { width, height, data } = entry
        const facts = JSON.stringify({ key, width, height })
        const sum = createHash('sha256').update(facts).update('\n').update(data).digest('hex')
        const content = Buffer.concat([Buffer.from(`lazy-image cache 1\n${sum} ${facts}\n`), data])
        expect(parseEntry(key, content)).toBeUndefined()
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
