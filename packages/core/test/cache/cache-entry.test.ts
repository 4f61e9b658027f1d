import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { HEAD_BYTES, parseEntry, parseHead, serializeEntry } from '../../dist/cache/cache-entry.js'

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

const sha256 = (data: string | Uint8Array) => createHash('sha256').update(data).digest('hex')

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

  test.each([1, 2])('of format %i, before this one, counts as absent', format => {
    fc.assert(
      fc.property(key, entry, (key, entry) => {
        const { data, ...rest } = entry
        const facts = JSON.stringify({ key, ...rest })
        const sum = createHash('sha256').update(facts).update('\n').update(data).digest('hex')
        const content = Buffer.concat([Buffer.from(`lazy-image cache ${format}\n${sum} ${facts}\n`), data])
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

  test('says what kind of file it is', () => {
    const entry = {
      width: 1,
      height: 1,
      data: new Uint8Array(1),
      quality: null,
      score: null,
      isSource: false,
      encodeMs: 1,
    }
    expect(serializeEntry('key', entry).toString('latin1')).toMatch(/^lazy-image cache 3\n[0-9a-f]{64} \{"key":"key",/)
  })

  test('tells its facts by its beginning alone, whatever is behind that', () => {
    fc.assert(
      fc.property(key, entry, (key, entry) => {
        const content = serializeEntry(key, entry)
        const { data, ...facts } = entry
        const head = parseHead(key, content.subarray(0, content.length - data.length))
        expect(head).toEqual({
          facts,
          offset: content.length - data.length,
          bytes: data.length,
          sha256: sha256(data),
        })
        expect(head?.offset).toBeLessThanOrEqual(HEAD_BYTES)
      }),
    )
  })

  describe('whose checksum is right', () => {
    const data = Buffer.from('picture')
    const facts = { width: 3, height: 2, quality: 80, score: 70, isSource: true, encodeMs: 5 }
    const whole = { key: 'key', ...facts, bytes: data.length, sha256: sha256(data) }

    function read(line: string) {
      return parseEntry('key', Buffer.concat([Buffer.from(`lazy-image cache 3\n${sha256(line)} ${line}\n`), data]))
    }

    test('is read, what may be missing as null', () => {
      expect(read(JSON.stringify(whole))).toEqual({ ...facts, data })
      const bare = { ...facts, quality: null, score: null }
      expect(read(JSON.stringify({ ...whole, quality: null, score: null }))).toEqual({ ...bare, data })
    })

    test.each(Object.keys(whole))('but whose %s is of another type counts as absent', fact => {
      for (const wrong of ['3', [], {}, undefined, ...(fact === 'quality' || fact === 'score' ? [] : [null])]) {
        expect(read(JSON.stringify({ ...whole, [fact]: wrong }))).toBeUndefined()
      }
      if (fact !== 'isSource') expect(read(JSON.stringify({ ...whole, [fact]: true }))).toBeUndefined()
    })

    test.each(['null', '3', '"text"', '[]', '', '{', 'no JSON'])('but whose facts are %s counts as absent', facts => {
      expect(read(facts)).toBeUndefined()
    })
  })
})
