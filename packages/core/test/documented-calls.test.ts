import { createReadStream, readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { pipeline } from 'node:stream/promises'
import { engineInfo, ImageEngine, inspect, inspectFile, supportedFormats } from '@lazy-image/core'
import { describe, expect, test } from 'vitest'
import { fixture } from './support/fixture.js'
import { scratchFolder } from './support/scratch-folder.js'

const PHOTO = fixture('pattern.jpg')
const LOGO = fixture('alpha.png')

const PAGE = readFileSync(new URL('../../../docs/migration-alberteinshutoin.md', import.meta.url), 'utf8')

/** What its README and its declarations of types name, as of 1.3.0. */
const DOCUMENTED =
  `from fromPath fromPathAsync clone resize crop rotate flipH flipV grayscale brightness contrast autoOrient
  normalizePixelFormat keepMetadata sanitize limits preset dimensions hasIccProfile inspect inspectFile toBuffer toFile
  toBufferWithMetrics toFileWithMetrics encode encodeToFile toBufferWithPreset toBufferWithMetricsPreset toFileWithPreset
  toBufferProfile toBufferWithMetricsProfile toFileProfile resolveEncodeProfile toBufferTargetBytes toFileTargetBytes
  toResponsiveSet toFilesResponsive toPlaceholder processBatch processBatchWithMetrics processBatchChunked
  createStreamingPipeline compileImage compileArtifactPlan compile supportedInputFormats supportedOutputFormats version
  compilerIdentity getErrorCategory`.split(/\s+/)

/** Calls that the documentation of @alberteinshutoin/lazy-image 0.16 and 1.3 shows, as they stand there but for file names. */
describe('calls of @alberteinshutoin/lazy-image that are written as before', () => {
  test('from file to file', async () => {
    const [file, thumb] = [join(scratchFolder(), 'output.jpg'), join(scratchFolder(), 'thumb.jpg')]
    const bytesWritten = await ImageEngine.fromPath(LOGO).resize(800).toFile(file, 'jpeg', 80)
    expect(bytesWritten).toBe(readFileSync(file).length)
    await ImageEngine.fromPath(PHOTO).resize({ width: 800, fit: 'inside' }).toFile(thumb, 'jpeg', 85)
    expect(await inspectFile(thumb)).toMatchObject({ format: 'jpeg', width: 800 })
  })

  test('from buffer to buffer', async () => {
    const buffer = await readFile(PHOTO)
    const result = await ImageEngine.from(buffer).resize(800).rotate(90).grayscale().toBuffer('jpeg', 75)
    expect(await inspect(result)).toMatchObject({ height: 800, colorspace: 'gray' })
    const webp = await ImageEngine.fromPath(LOGO).resize({ width: 600 }).toBuffer('webp', 80)
    expect(await inspect(webp)).toMatchObject({ format: 'webp', width: 600 })
  })

  test('every operation', async () => {
    const image = ImageEngine.fromPath(PHOTO)
    const chain = image
      .autoOrient(true)
      .resize(null, 400)
      .crop(10, 20, 300, 200)
      .rotate(270)
      .flipH()
      .flipV()
      .brightness(-10)
      .contrast(20)
      .keepMetadata({ icc: true, exif: true, stripGps: true })
    const { data, metrics } = await chain.clone().toBufferWithMetrics('JPEG', 80)
    expect(await inspect(data)).toMatchObject({ width: 200, height: 300 })
    expect(metrics).toMatchObject({ bytesOut: data.length, formatIn: 'jpeg', formatOut: 'jpeg' })
    expect(metrics.totalMs).toBeGreaterThan(0)
    expect(await image.resize(300, 100, 'cover').toBuffer('png')).not.toEqual(
      await image.resize(300, 100, 'fill').toBuffer('png'),
    )
  })

  test('many files', async () => {
    const engine = ImageEngine.fromPath(PHOTO).resize(50)
    const results = await engine.processBatch([PHOTO, LOGO], scratchFolder(), {
      format: 'webp',
      quality: 75,
      concurrency: 2,
    })
    expect(results).toMatchObject([
      { success: true, source: PHOTO },
      { success: true, source: LOGO },
    ])
    expect(await engine.processBatch([PHOTO], scratchFolder(), 'webp', 75)).toMatchObject([{ success: true }])
  })

  test('a file of metrics', async () => {
    const metrics = await ImageEngine.fromPath(LOGO).toFileWithMetrics(join(scratchFolder(), 'a.webp'), 'webp', 80)
    expect(metrics.bytesOut).toBeGreaterThan(0)
  })
})

describe('calls of @alberteinshutoin/lazy-image that are written otherwise', () => {
  test('what was told at once is awaited: inspect, inspectFile, dimensions', async () => {
    const { width, height, format } = await inspectFile(PHOTO)
    expect(await inspect(readFileSync(PHOTO))).toMatchObject({ width, height, format })
    expect(await ImageEngine.fromPath(PHOTO).dimensions()).toEqual({ width, height })
  })

  test('fromPathAsync is fromPath, which reads nothing yet', async () => {
    expect(
      await ImageEngine.fromPath('/nowhere.jpg')
        .toBuffer('webp')
        .catch(({ code }) => code),
    ).toBe('SOURCE_NOT_FOUND')
  })

  test('sanitize is limits by a name', async () => {
    await ImageEngine.from(readFileSync(PHOTO)).limits('upload').resize(20).toBuffer('jpeg', 85)
  })

  test('limits are called by what they limit', () => {
    const image = ImageEngine.fromPath(PHOTO)
    image.limits({ pixels: 40_000_000, fileBytes: 32_000_000, timeoutMs: 5000 })
    expect(() => image.limits({ maxPixels: 5 } as never)).toThrow('limits.maxPixels')
  })

  test('the fast mode of jpeg is an effort, and a third argument says so', async () => {
    const image = ImageEngine.fromPath(PHOTO).resize(20)
    await image.toBuffer('webp', 80, { effort: 'fast' })
    await expect(image.toBuffer('jpeg', 80, true as never)).rejects.toMatchObject({
      code: 'OPTION_INVALID',
      message: expect.stringContaining('must be an object, but received true'),
    })
  })

  test('a budget of bytes is an option', async () => {
    const { data, metrics } = await ImageEngine.fromPath(PHOTO)
      .resize(300)
      .toBufferWithMetrics('webp', 90, { maxBytes: 5000 })
    expect(data.length).toBeLessThanOrEqual(5000)
    expect(metrics.quality).toBeLessThan(90)
  })

  test.each([
    ['thumbnail', 'webp', 150, 100],
    ['avatar', 'webp', 200, 133],
    ['hero', 'jpeg', 1920, 1280],
    ['social', 'jpeg', 945, 630],
  ])(
    'the preset %s is a chain on the page, which comes to what 1.3.0 makes of this photograph',
    async (name, format, width, height) => {
      const [, code = ''] = new RegExp(`toBufferWithPreset\\('${name}'\\)\` \\| \`([^\`]+)\``).exec(PAGE) ?? []
      const made: Promise<Buffer> = new Function('engine', `return ${code}`)(ImageEngine.fromPath(PHOTO))
      expect(await inspect(await made)).toMatchObject({ format, width, height })
    },
  )

  test('createStreamingPipeline is an engine of a stream, with each of its operations', async () => {
    const chain = (image: ImageEngine) =>
      image.resize(40, 30, 'cover').rotate(90).flipH().flipV().grayscale().autoOrient(true)
    const writable = new PassThrough()
    const readable = chain(ImageEngine.fromStream(writable)).toStream('webp', 80)
    const [out] = await Promise.all([
      buffer(readable),
      pipeline(createReadStream(PHOTO, { highWaterMark: 999 }), writable),
    ])
    expect(out).toEqual(await chain(ImageEngine.fromPath(PHOTO)).toBuffer('webp', 80))
    expect(await inspect(out)).toMatchObject({ format: 'webp', width: 30, height: 40 })
  })

  test('a pipeline of what is no picture, and one whose source breaks, end in an error of the output', async () => {
    const text = new PassThrough().end('This is no picture')
    await expect(buffer(ImageEngine.fromStream(text).toStream('webp'))).rejects.toMatchObject({
      code: 'SOURCE_NOT_AN_IMAGE',
    })
    const broken = new PassThrough()
    broken.write(readFileSync(PHOTO).subarray(0, 999))
    broken.destroy(new Error('connection reset'))
    await expect(buffer(ImageEngine.fromStream(broken).toStream('webp'))).rejects.toThrow('connection reset')
  })

  test('processBatchChunked is processBatch, which tells of each file and can be stopped', async () => {
    const told: number[] = []
    const stop = new AbortController()
    const results = ImageEngine.fromPath(PHOTO).resize(20)
    await results.processBatch([PHOTO, LOGO], scratchFolder(), {
      format: 'webp',
      onProgress: ({ done }) => told.push(done),
    })
    expect(told).toEqual([1, 2])
    stop.abort()
    await expect(
      results.processBatch([PHOTO], scratchFolder(), { format: 'webp', signal: stop.signal }),
    ).rejects.toMatchObject({ code: 'ABORTED' })
  })

  test('are told by the page, every one', () => {
    const missing = DOCUMENTED.filter(name => !new RegExp(`\\b${name}\\b`).test(PAGE))
    expect(missing).toEqual([])
  })

  test('toResponsiveSet and toFilesResponsive are toBuffers, toFiles and toResponsiveSet', async () => {
    const image = ImageEngine.fromPath(PHOTO)
    const { outputs } = await image.toBuffers([20, 40].map(width => ({ format: 'webp', resize: width, quality: 80 })))
    expect(outputs.map(({ metrics }) => metrics.width)).toEqual([20, 40])
    const { img } = await image.toResponsiveSet(scratchFolder(), { widths: [20, 40], formats: ['webp'] })
    expect(img.srcset).toBe('pattern-20.webp 20w, pattern-40.webp 40w')
  })

  test('toPlaceholder is a hash, a colour or a small picture', async () => {
    const image = ImageEngine.fromPath(PHOTO)
    expect(await image.thumbhash()).toBeInstanceOf(Uint8Array)
    expect(await image.averageColor()).toMatch(/^#[0-9a-f]{6}$/)
    expect((await image.resize(16).toBuffer('webp', 20)).length).toBeLessThan(400)
  })

  test('processBatchWithMetrics takes options', async () => {
    const { items, totals } = await ImageEngine.fromPath(PHOTO)
      .resize(20)
      .processBatchWithMetrics([PHOTO], scratchFolder(), {
        format: 'webp',
      })
    expect(items).toHaveLength(1)
    expect(totals).toMatchObject({ files: 1, made: 1, failed: 0 })
  })

  test('hasIccProfile is a fact of inspect', async () => {
    expect((await ImageEngine.fromPath(PHOTO).inspect()).hasProfile).toBe(false)
  })

  test('supportedInputFormats, supportedOutputFormats and version are what the engine tells', () => {
    const { input, output } = supportedFormats()
    expect(input).toEqual(expect.arrayContaining(['jpeg', 'png', 'webp', 'avif', 'gif', 'tiff', 'svg', 'jxl']))
    expect(output).toEqual(expect.arrayContaining(['jpeg', 'png', 'webp', 'avif', 'gif', 'tiff']))
    expect(output).not.toContain('svg')
    expect(engineInfo().version).toMatch(/^\d+\.\d+\.\d+/)
  })

  test('errors have a code and say who must act', async () => {
    await expect(ImageEngine.fromPath('/nowhere.jpg').toBuffer('webp')).rejects.toMatchObject({ kind: 'input' })
  })
})
