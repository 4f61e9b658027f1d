import { ImageEngine } from '@lazy-image/core'
import { describe, expect, test } from 'vitest'
import { fixture, fixtureBytes } from './support/fixture.js'

const NAME = 'pattern.jpg'
const expected = await ImageEngine.fromPath(fixture(NAME)).resize(60).toBuffer('webp')

/** The picture as each kind of bytes, and what overwrites them. */
const kinds: [string, () => { input: Uint8Array | ArrayBuffer; bytes: Uint8Array }][] = [
  ['a Buffer', () => same(Buffer.from(fixtureBytes(NAME)))],
  ['a Uint8Array', () => same(new Uint8Array(fixtureBytes(NAME)))],
  [
    'an ArrayBuffer',
    () => {
      const bytes = new Uint8Array(fixtureBytes(NAME))
      return { input: bytes.buffer, bytes }
    },
  ],
  [
    'a view into a larger buffer',
    () => {
      const content = fixtureBytes(NAME)
      const larger = new Uint8Array(content.length + 200)
      larger.set(content, 100)
      return same(larger.subarray(100, 100 + content.length))
    },
  ],
  [
    'shared memory',
    () => {
      const content = fixtureBytes(NAME)
      const bytes = new Uint8Array(new SharedArrayBuffer(content.length))
      bytes.set(content)
      return same(bytes)
    },
  ],
]

function same(bytes: Uint8Array): { input: Uint8Array; bytes: Uint8Array } {
  return { input: bytes, bytes }
}

describe.each(kinds)('an image in %s', (_, make) => {
  test('gives what its file gives', async () => {
    expect(await ImageEngine.from(make().input).resize(60).toBuffer('webp')).toEqual(expected)
  })

  test('that is overwritten right after the call is encoded as it was', async () => {
    const { input, bytes } = make()
    const call = ImageEngine.from(input).resize(60).toBuffer('webp')
    bytes.fill(0)
    expect(await call).toEqual(expected)
  })

  test('is left as it is', async () => {
    const { input, bytes } = make()
    await ImageEngine.from(input).resize(60).toBuffer('webp')
    expect(Buffer.from(bytes)).toEqual(fixtureBytes(NAME))
  })
})

describe('an image in memory', () => {
  test('may be changed until an output is asked for', async () => {
    const bytes = Buffer.alloc(fixtureBytes(NAME).length)
    const engine = ImageEngine.from(bytes).resize(60)
    fixtureBytes(NAME).copy(bytes)
    expect(await engine.toBuffer('webp')).toEqual(expected)
  })

  test('gives a result of its own: changing one changes no other', async () => {
    const engine = ImageEngine.from(fixtureBytes(NAME)).resize(60)
    const first = await engine.toBuffer('webp')
    first.fill(0)
    expect(await engine.toBuffer('webp')).toEqual(expected)
  })

  test('comes back over memory of its own, not out of a shared pool', async () => {
    const data = await ImageEngine.from(fixtureBytes(NAME)).resize(60).toBuffer('webp')
    expect(data.buffer.byteLength).toBe(data.length)
  })

  test.each([
    ['text', '…/a.jpg'],
    ['nothing', undefined],
    ['null', null],
    ['a list', [1, 2, 3]],
    ['other numbers', new Uint16Array(4)],
  ])('cannot be %s', (_, input) => {
    expect(() => ImageEngine.from(input as unknown as Uint8Array)).toThrow(
      expect.objectContaining({
        code: 'OPTION_INVALID',
        message: expect.stringContaining('a Buffer, a Uint8Array or an ArrayBuffer'),
      }),
    )
  })

  test.each([[''], [undefined], [5], [new URL('file:///a.jpg')]])('cannot come from the path %j', path => {
    expect(() => ImageEngine.fromPath(path as string)).toThrow(expect.objectContaining({ code: 'OPTION_INVALID' }))
  })
})
