import { createReadStream, createWriteStream, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { PassThrough, Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { pipeline } from 'node:stream/promises'
import { ReadableStream } from 'node:stream/web'
import { ImageEngine } from '@lazy-image/core'
import { describe, expect, test, vi } from 'vitest'
import { fixture, fixtureBytes } from './support/fixture.js'
import { scratchFolder } from './support/scratch-folder.js'

const NAME = 'pattern.jpg'
const BYTES = fixtureBytes(NAME)

const inPieces = function* (size = 1000) {
  for (let at = 0; at < BYTES.length; at += size) yield BYTES.subarray(at, at + size)
}

const expected = () => ImageEngine.fromPath(fixture(NAME)).resize(40).toBuffer('webp')

describe('an image from a stream', () => {
  test.each([
    ['of Node', () => createReadStream(fixture(NAME), { highWaterMark: 1000 })],
    ['of the Web', () => ReadableStream.from(inPieces()) as ReadableStream<Uint8Array>],
    ['of a response', () => new Response(BYTES).body as ReadableStream<Uint8Array>],
    [
      'of an iterable',
      async function* () {
        yield* inPieces()
      },
    ],
  ])('%s is the image that a file is', async (_, open) => {
    expect(await ImageEngine.fromStream(open()).resize(40).toBuffer('webp')).toEqual(await expected())
  })

  test('is read once, when it is first asked for, for all chains of it', async () => {
    let pieces = 0
    const source = async function* () {
      for (const piece of inPieces()) {
        pieces++
        yield piece
      }
    }
    const engine = ImageEngine.fromStream(source())
    const chain = engine.resize(40)
    await new Promise(resolve => setImmediate(resolve))
    expect(pieces).toBe(0)
    const [one, other, { width }] = await Promise.all([
      chain.toBuffer('webp'),
      chain.clone().toBuffer('webp'),
      engine.inspect(),
    ])
    expect(one).toEqual(await expected())
    expect(other).toEqual(one)
    expect(width).toBe((await ImageEngine.fromPath(fixture(NAME)).inspect()).width)
    expect(pieces).toBe(Math.ceil(BYTES.length / 1000))
  })

  test.each([
    ['of Node', (endless: Iterable<Uint8Array>, onEnd: () => void) => Readable.from(endless).on('close', onEnd)],
    [
      'of the Web',
      (endless: Iterable<Uint8Array>, onEnd: () => void) => {
        const pieces = endless[Symbol.iterator]()
        return new ReadableStream<Uint8Array>({
          pull: controller => controller.enqueue(pieces.next().value),
          cancel: onEnd,
        })
      },
    ],
  ])('%s that has no end is closed at limits.fileBytes', async (_, open) => {
    let given = 0
    const endless = (function* () {
      for (;;) {
        given += 1000
        yield new Uint8Array(1000)
      }
    })()
    const onEnd = vi.fn()
    const engine = ImageEngine.fromStream(open(endless, onEnd)).limits({ fileBytes: 10_000 })
    await expect(engine.toBuffer('webp')).rejects.toMatchObject({
      code: 'LIMIT_FILE_BYTES',
      kind: 'limit',
      message: expect.stringContaining('more than 10000 bytes'),
    })
    await vi.waitFor(() => expect(onEnd).toHaveBeenCalled())
    // What a stream of Node's reads ahead is bounded by itself.
    expect(given).toBeLessThan(100_000)
  })

  test('that fails is an error of the source, also when it failed before it was asked for', async () => {
    const failing = new PassThrough()
    const call = ImageEngine.fromStream(failing).toBuffer('webp')
    failing.write(BYTES.subarray(0, 100))
    failing.destroy(new Error('the line is dead'))
    await expect(call).rejects.toMatchObject({
      code: 'SOURCE_UNREADABLE',
      message: expect.stringContaining('the line is dead'),
    })

    const early = new PassThrough()
    const engine = ImageEngine.fromStream(early)
    early.destroy(new Error('gone'))
    await new Promise(resolve => early.once('close', resolve))
    await expect(engine.toBuffer('webp')).rejects.toMatchObject({ code: 'SOURCE_UNREADABLE' })
  })

  test('is closed when the work is aborted while it waits', async () => {
    const waiting = new PassThrough()
    const stop = new AbortController()
    const call = ImageEngine.fromStream(waiting).toBuffer('webp', 80, { signal: stop.signal })
    waiting.write(BYTES.subarray(0, 100))
    stop.abort()
    await expect(call).rejects.toMatchObject({ code: 'ABORTED', kind: 'aborted' })
    expect(waiting.destroyed).toBe(true)
  })

  test.each([[5], ['a.jpg'], [null], [Buffer.from('a')]])('is none: %j', value => {
    expect(() => ImageEngine.fromStream(value as never)).toThrow(
      expect.objectContaining({
        code: 'OPTION_INVALID',
        message: expect.stringContaining('a stream of Node or of the Web'),
      }),
    )
  })

  test('gives bytes, and no text', async () => {
    const text = createReadStream(fixture(NAME), { encoding: 'utf8' })
    await expect(ImageEngine.fromStream(text).toBuffer('webp')).rejects.toMatchObject({
      code: 'OPTION_INVALID',
      message: expect.stringContaining('leave its encoding unset'),
    })
  })
})

describe('an image as a stream', () => {
  const chain = () => ImageEngine.fromPath(fixture(NAME)).resize(400)

  test('has the bytes of a buffer, in pieces', async () => {
    const sizes: number[] = []
    const stream = chain().toStream('png')
    stream.on('data', (piece: Buffer) => sizes.push(piece.length))
    await new Promise((resolve, reject) => stream.on('end', resolve).on('error', reject))
    const whole = await chain().toBuffer('png')
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(whole.length)
    expect(Math.max(...sizes)).toBeLessThanOrEqual(65_536)
    expect(await buffer(chain().toStream('png'))).toEqual(whole)
    expect(Buffer.from(await new Response(chain().toWebStream('png') as never).arrayBuffer())).toEqual(whole)
  })

  test('is piped from a stream into a file', async () => {
    const file = join(scratchFolder(), 'out.webp')
    const source = createReadStream(fixture(NAME))
    await pipeline(ImageEngine.fromStream(source).resize(40).toStream('webp'), createWriteStream(file))
    expect(readFileSync(file)).toEqual(await expected())
  })

  test('begins when it is read, and stops its work when it is destroyed', async () => {
    const waiting = new PassThrough()
    const stream = ImageEngine.fromStream(waiting).toStream('webp')
    stream.read(0)
    stream.destroy()
    await vi.waitFor(() => expect(waiting.destroyed).toBe(true))
    const other = new PassThrough()
    await ImageEngine.fromStream(other).toWebStream('webp').cancel()
    expect(other.readableFlowing).toBeNull()
  })

  test('fails with the error of the work, and at once for a bad argument', async () => {
    await expect(buffer(ImageEngine.fromPath('/nowhere/a.jpg').toStream('webp'))).rejects.toMatchObject({
      code: 'SOURCE_NOT_FOUND',
    })
    expect(() => chain().toStream('bmp' as never)).toThrow(expect.objectContaining({ code: 'OPTION_INVALID' }))
    const signal = AbortSignal.abort()
    await expect(buffer(chain().toStream('webp', 80, { signal }))).rejects.toMatchObject({ code: 'ABORTED' })
  })
})
