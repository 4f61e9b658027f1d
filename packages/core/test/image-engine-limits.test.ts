import { readFileSync } from 'node:fs'
import { ImageEngine } from '@lazy-image/core'
import { describe, expect, test } from 'vitest'
import { fixture } from './support/fixture.js'
import { filesIn, scratchFolder } from './support/scratch-folder.js'

const photo = () => ImageEngine.fromPath(fixture('pattern.jpg'))

describe('limits of a chain', () => {
  test.each([
    ['pixels', { pixels: 1200 * 800 - 1 }, 'LIMIT_PIXELS'],
    ['side', { side: 1199 }, 'LIMIT_SIDE'],
    ['fileBytes', { fileBytes: 1000 }, 'LIMIT_FILE_BYTES'],
  ])('refuse a source beyond %s before it is decoded', async (name, limits, code) => {
    await expect(photo().limits(limits).toBuffer('webp')).rejects.toMatchObject({
      code,
      kind: 'limit',
      message: expect.stringContaining(`limits.${name}`),
    })
    await photo()
      .limits({ pixels: 1200 * 800, side: 1200 })
      .resize(10)
      .toBuffer('webp')
  })

  test('add up: those left out stay as they were', async () => {
    const engine = photo().limits({ side: 100 }).limits({ pixels: 10_000_000 })
    await expect(engine.toBuffer('webp')).rejects.toMatchObject({ code: 'LIMIT_SIDE' })
    await engine.limits({ side: 1200 }).resize(10).toBuffer('webp')
  })

  test('have a name for uploads of strangers, and what is said behind it counts beside it', async () => {
    const upload = (engine: ImageEngine) => engine.limits('upload')
    expect(await upload(photo()).resize(10).toBuffer('png')).toEqual(await photo().resize(10).toBuffer('png'))
    const large = await photo().resize(9000, 8000, 'fill').toBuffer('webp', 1, { effort: 'draft' })
    await expect(upload(ImageEngine.from(large)).resize(10).toBuffer('png')).rejects.toMatchObject({
      code: 'LIMIT_PIXELS',
      message: expect.stringContaining('64000000'),
    })
    await expect(upload(photo()).limits({ side: 100 }).toBuffer('png')).rejects.toMatchObject({ code: 'LIMIT_SIDE' })
    const heavy = ImageEngine.from(
      Buffer.concat([readFileSync(fixture('pattern.jpg')), Buffer.alloc(33 * 1024 * 1024)]),
    )
    await expect(upload(heavy).inspect()).rejects.toMatchObject({ code: 'LIMIT_FILE_BYTES' })
    expect(() => photo().limits('strict' as never)).toThrow('the name of limits must be one of upload')
  })

  test('end an image that takes longer than timeoutMs, and leave no file', async () => {
    const folder = scratchFolder()
    const slow = photo().limits({ timeoutMs: 1 })
    await expect(slow.toFile(`${folder}/a.avif`, 'avif', 50, { effort: 'best' })).rejects.toMatchObject({
      code: 'TIMEOUT',
      kind: 'limit',
    })
    expect(filesIn(folder)).toEqual([])
    await photo().limits({ timeoutMs: 3_600_000 }).resize(10).toBuffer('webp')
  })

  test('hold for each file of a batch, and harm no other', async () => {
    const results = await ImageEngine.fromPath('none')
      .limits({ side: 100 })
      .processBatch([fixture('pattern.jpg'), fixture('small.png')], scratchFolder(), 'webp')
    expect(results).toMatchObject([{ success: false, errorCode: 'LIMIT_SIDE' }, { success: true }])
  })
})

describe('encoding options', () => {
  const small = () => photo().resize(100)

  test('maxBytes finds the best quality that fits', async () => {
    const whole = await small().toBuffer('webp', 90)
    const { data, metrics } = await small().toBufferWithMetrics('webp', 90, { maxBytes: 1500 })
    expect(whole.length).toBeGreaterThan(1500)
    expect(data.length).toBeLessThanOrEqual(1500)
    expect(metrics.quality).toBeLessThan(90)
    await expect(small().toBuffer('webp', 90, { maxBytes: 20 })).rejects.toMatchObject({ code: 'BUDGET_UNREACHABLE' })
  })

  test('a target is reached, and its score told', async () => {
    const { metrics } = await small().toBufferWithMetrics('webp', { target: 60 })
    expect(metrics.score).toBeGreaterThanOrEqual(60)
    expect(metrics.quality).toBeTypeOf('number')
  })

  test('lossless keeps every pixel', async () => {
    const webp = await small().toBuffer('webp', undefined, { lossless: true })
    expect(await ImageEngine.from(webp).toBuffer('png')).toEqual(await small().toBuffer('png'))
  })

  test('effort and progressive change the bytes', async () => {
    expect(await small().toBuffer('avif', 50, { effort: 'draft' })).not.toEqual(await small().toBuffer('avif', 50))
    const progressive = await small().toBuffer('jpeg', 80, { progressive: true })
    expect(await ImageEngine.from(progressive).inspect()).toMatchObject({ isProgressive: true })
  })

  test.each([
    ['jpeg', undefined, { lossless: true }, 'lossless has no effect on jpeg'],
    ['webp', 80, { lossless: true }, 'quality has no effect beside lossless'],
    ['webp', undefined, { progressive: true }, 'progressive has no effect on webp'],
    [
      'png',
      undefined,
      { chroma: '444' },
      'chroma has no effect on png, which leaves no choice; leave it out or ask for',
    ],
    ['jpeg', undefined, { chroma: '4:4:4' }, 'chroma must be one of 444, 420, auto'],
    ['gif', undefined, { effort: 3 }, 'effort has no effect on gif'],
    ['webp', undefined, { effort: 7 }, 'effort on webp must be a number from 0 to 6 or a name'],
    ['webp', undefined, { effort: 'huge' }, 'effort must be'],
    ['webp', undefined, { maxBytes: 0 }, 'maxBytes must be an integer from 1'],
    ['webp', undefined, { losless: true }, 'an option of the output must be one of'],
    ['webp', undefined, 'fast', 'the output must be an object'],
  ])('of %s at %s: %j is refused', async (format, quality, options, message) => {
    await expect(small().toBuffer(format as 'webp', quality, options as object)).rejects.toMatchObject({
      code: 'OPTION_INVALID',
      message: expect.stringContaining(message),
    })
  })
})
