import { ImageEngine, LazyImageError, type OutputFormat } from '@lazy-image/core'
import { describe, expect, test } from 'vitest'
import { fixture, fixtureBytes } from './support/fixture.js'

const photo = () => ImageEngine.fromPath(fixture('pattern.jpg'))

/** Format and size of encoded bytes, as the engine itself reads them. */
async function factsOf(bytes: Uint8Array): Promise<string> {
  const { metrics } = await ImageEngine.from(bytes).toBufferWithMetrics('png')
  return `${metrics.formatIn} ${metrics.width}×${metrics.height}`
}

describe('a chain', () => {
  test('is not changed by what is built upon it', async () => {
    const base = photo().resize(60)
    const before = await base.toBuffer('png')
    const small = base.resize(20)
    const [after, other] = [await base.toBuffer('png'), await small.toBuffer('png')]
    expect(small).not.toBe(base)
    expect(after).toEqual(before)
    expect(await factsOf(after)).toBe('png 60×40')
    expect(await factsOf(other)).toBe('png 20×13')
  })

  test('gives the same bytes each time it is asked, one after the other or at once', async () => {
    const engine = photo().resize(80)
    const first = await engine.toBuffer('webp', 60)
    const more = await Promise.all([engine.toBuffer('webp', 60), engine.toBuffer('webp', 60)])
    for (const bytes of more) expect(bytes).toEqual(first)
    expect(await engine.toBuffer('webp', 30)).not.toEqual(first)
  })

  test('is not changed by a later change of the options object', async () => {
    const options = { width: 60 }
    const engine = photo().resize(options)
    options.width = 20
    expect(await factsOf(await engine.toBuffer('png'))).toBe('png 60×40')
  })

  test('takes the last of several sizes, resampled once from the decoded pixels', async () => {
    expect(await photo().resize(10).resize(60).toBuffer('png')).toEqual(await photo().resize(60).toBuffer('png'))
  })

  test('reads nothing before an output is asked for', async () => {
    const engine = ImageEngine.fromPath('/nowhere/at/all.jpg').resize(60)
    await expect(engine.toBuffer('png')).rejects.toMatchObject({ code: 'SOURCE_NOT_FOUND' })
  })
})

describe('resize', () => {
  test.each([
    ['a width', (engine: ImageEngine) => engine.resize(60), 'png 60×40'],
    ['a height', (engine: ImageEngine) => engine.resize(null, 40), 'png 60×40'],
    ['a box', (engine: ImageEngine) => engine.resize(60, 60), 'png 60×40'],
    ['a box and a fit', (engine: ImageEngine) => engine.resize(60, 60, 'cover'), 'png 60×60'],
    ['options', (engine: ImageEngine) => engine.resize({ width: 60, height: 60, fit: 'outside' }), 'png 90×60'],
    ['options with one side', (engine: ImageEngine) => engine.resize({ height: 20 }), 'png 30×20'],
    ['a size above the source’s', (engine: ImageEngine) => engine.resize(1300), 'png 1300×867'],
    ['nothing', (engine: ImageEngine) => engine, 'png 1200×800'],
  ])('by %s gives that size', async (_, resize, facts) => {
    expect(await factsOf(await resize(photo()).toBuffer('png'))).toBe(facts)
  })

  test('counts sides of the upright picture', async () => {
    expect(await factsOf(await ImageEngine.fromPath(fixture('rotated.jpg')).resize(40).toBuffer('jpeg'))).toBe(
      'jpeg 40×60',
    )
  })

  test.each([
    [{}, 'resize needs a width, a height or both'],
    [{ width: 0 }, 'width must be an integer from 1 to 65535, but received 0 (number)'],
    [{ width: -5 }, 'width must be an integer from 1 to 65535, but received -5 (number)'],
    [{ width: 1.5 }, 'width must be an integer from 1 to 65535, but received 1.5 (number)'],
    [{ height: '40' }, 'height must be an integer from 1 to 65535, but received "40" (string)'],
    [{ height: 65_536 }, 'height must be an integer from 1 to 65535, but received 65536 (number)'],
    [
      { width: 5, fit: 'crop' },
      'fit must be one of cover, contain, fill, inside, outside, but received "crop" (string)',
    ],
  ])('to %j is refused at once, by rule, value and type', (options, message) => {
    expect(() => photo().resize(options as { width: number })).toThrow(LazyImageError)
    expect(() => photo().resize(options as { width: number })).toThrow(message)
  })
})

describe('toBuffer', () => {
  test.each([
    ['jpeg', 'jpeg'],
    ['jpg', 'jpeg'],
    ['png', 'png'],
    ['webp', 'webp'],
    ['avif', 'avif'],
    ['gif', 'gif'],
    ['tiff', 'tiff'],
    ['tif', 'tiff'],
  ] as const)('encodes %s', async (format, formatIn) => {
    const bytes = await photo().resize(60).toBuffer(format)
    expect(bytes).toBeInstanceOf(Buffer)
    expect(await factsOf(bytes)).toBe(`${formatIn} 60×40`)
  })

  test('uses 80, 80 and 50 where no quality is named', async () => {
    const engine = photo().resize(60)
    expect(await engine.toBuffer('jpeg')).toEqual(await engine.toBuffer('jpeg', 80))
    expect(await engine.toBuffer('webp')).toEqual(await engine.toBuffer('webp', 80))
    expect(await engine.toBuffer('avif')).toEqual(await engine.toBuffer('avif', 50))
  })

  test.each([
    ['bmp', undefined, 'format must be one of avif, webp, jpg, jpeg, png, gif, tiff, tif, but received "bmp" (string)'],
    ['toString', undefined, 'format must be one of'],
    [undefined, undefined, 'tif, but received undefined (undefined)'],
    ['webp', 0, 'quality must be an integer from 1 to 100, but received 0 (number)'],
    ['webp', 101, 'quality must be an integer from 1 to 100, but received 101 (number)'],
    ['webp', 1.5, 'quality must be an integer from 1 to 100, but received 1.5 (number)'],
    ['webp', '80', 'quality must be an integer from 1 to 100, but received "80" (string)'],
    ['webp', { target: 101 }, 'quality.target must be an integer from 1 to 100, but received 101 (number)'],
    ['png', 80, 'quality has no effect on png'],
    ['gif', 80, 'quality has no effect on gif'],
    ['tiff', { target: 80 }, 'quality has no effect on tiff'],
  ])('refuses format %j and quality %j by rule, value and type', async (format, quality, message) => {
    const call = photo().toBuffer(format as OutputFormat, quality as number)
    await expect(call).rejects.toMatchObject({ code: 'OPTION_INVALID', message: expect.stringContaining(message) })
  })

  test('rejects with ABORTED when its signal has fired or fires', async () => {
    const engine = photo().resize(1200)
    await expect(engine.toBuffer('avif', 80, { signal: AbortSignal.abort() })).rejects.toMatchObject({
      code: 'ABORTED',
    })
    const controller = new AbortController()
    const call = engine.toBuffer('avif', 80, { signal: controller.signal })
    setImmediate(() => controller.abort())
    await expect(call).rejects.toMatchObject({ code: 'ABORTED' })
  })

  test.each([
    ['no image', Buffer.from('hello, I am no picture'), 'SOURCE_NOT_AN_IMAGE'],
    ['nothing', Buffer.alloc(0), 'SOURCE_EMPTY'],
    ['half an image', fixtureBytes('pattern.jpg').subarray(0, 20_000), 'SOURCE_TRUNCATED'],
  ])('rejects %s in memory', async (_, bytes, code) => {
    await expect(ImageEngine.from(bytes).toBuffer('png')).rejects.toMatchObject({ name: 'LazyImageError', code })
  })
})

describe('toBufferWithMetrics', () => {
  test('tells sizes, formats and times beside the bytes', async () => {
    const { data, metrics } = await photo().resize(60).toBufferWithMetrics('webp', 60)
    expect(data).toEqual(await photo().resize(60).toBuffer('webp', 60))
    expect(metrics).toMatchObject({
      bytesIn: fixtureBytes('pattern.jpg').length,
      bytesOut: data.length,
      width: 60,
      height: 40,
      formatIn: 'jpeg',
      formatOut: 'webp',
    })
    const { decodeMs, resizeMs, encodeMs, totalMs } = metrics
    for (const time of [decodeMs, resizeMs, encodeMs]) expect(time).toBeGreaterThan(0)
    expect(totalMs).toBeGreaterThanOrEqual(decodeMs + resizeMs + encodeMs)
  })
})
