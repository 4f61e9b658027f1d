import { copyFileSync, readFileSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { type FileOutput, ImageEngine, type ImageOutput, inspect, inspectFile } from '@lazy-image/core'
import { describe, expect, test } from 'vitest'
import { fixture } from './support/fixture.js'
import { filesIn, scratchFolder } from './support/scratch-folder.js'

const image = () => ImageEngine.fromPath(fixture('pattern.jpg'))

const OUTPUTS: ImageOutput[] = [
  { format: 'webp', quality: 60, resize: 300 },
  { format: 'AVIF', quality: 40, resize: 300, effort: 'fast' },
  { format: 'png', resize: { width: 50, height: 50, fit: 'cover' } },
  { format: 'jpeg', progressive: true },
]

describe('many outputs of one source', () => {
  test('are what each comes to alone, of one decode', async () => {
    const { outputs, totals } = await ImageEngine.fromPath(fixture('alpha.png')).rotate(90).toBuffers(OUTPUTS)
    expect(totals).toMatchObject({ decodes: 1, encodes: 4 })
    for (const [index, { format, quality, resize, ...options }] of OUTPUTS.entries()) {
      const own = ImageEngine.fromPath(fixture('alpha.png')).rotate(90)
      const chain = resize === undefined ? own : typeof resize === 'number' ? own.resize(resize) : own.resize(resize)
      expect(outputs[index]?.data).toEqual(await chain.toBuffer(format, quality, options))
    }
  })

  test('share what they have in common, and tell what each took', async () => {
    const { outputs, totals } = await image()
      .resize(300)
      .toBuffers([{ format: 'webp' }, { format: 'jpeg' }])
    expect(totals).toMatchObject({ decodes: 1, resizes: 1, encodes: 2 })
    expect(outputs.map(({ metrics }) => metrics)).toMatchObject([
      { formatOut: 'webp', width: 300, quality: 80, formatIn: 'jpeg' },
      { formatOut: 'jpeg', width: 300, quality: 80 },
    ])
    expect(totals.bytesOut).toBe(outputs.reduce((sum, { data }) => sum + data.length, 0))
    expect(outputs.every(({ data, metrics }) => metrics.bytesOut === data.length)).toBe(true)
  })

  test('are written side by side', async () => {
    const folder = scratchFolder()
    const asked = OUTPUTS.map((output, index): FileOutput => ({ ...output, path: join(folder, `${index}.out`) }))
    const { outputs, totals } = await image().toFiles(asked)
    expect(totals.decodes).toBe(1)
    expect(outputs.map(({ path }) => path)).toEqual(asked.map(({ path }) => path))
    for (const { path, metrics } of outputs) {
      expect(await inspectFile(path)).toMatchObject({ format: metrics.formatOut, width: metrics.width })
      expect(readFileSync(path).length).toBe(metrics.bytesOut)
    }
  })

  test('harm none of each other: the one that fails is named, the others are there', async () => {
    const folder = scratchFolder()
    const call = image().toFiles([
      { format: 'webp', resize: 20, path: join(folder, 'a.webp') },
      { format: 'jpeg', resize: 900, maxBytes: 10, path: join(folder, 'b.jpg') },
      { format: 'png', resize: 20, path: join(folder, 'c.png') },
    ])
    await expect(call).rejects.toMatchObject({
      code: 'BUDGET_UNREACHABLE',
      message: expect.stringMatching(/output 2: /),
    })
    expect(filesIn(folder)).toEqual([join(folder, 'a.webp'), join(folder, 'c.png')])
  })

  test('take the bytes as they are when they are asked for', async () => {
    const bytes = readFileSync(fixture('alpha.png'))
    const call = ImageEngine.from(bytes).toBuffers([{ format: 'webp' }])
    const own = ImageEngine.from(readFileSync(fixture('alpha.png'))).toBuffer('webp')
    bytes.fill(0)
    expect((await call).outputs[0]?.data).toEqual(await own)
  })

  test('stop when their signal fires', async () => {
    const call = image().toBuffers([{ format: 'avif' }], { signal: AbortSignal.abort() })
    await expect(call).rejects.toMatchObject({ code: 'ABORTED' })
  })

  test.each<[outputs: unknown, message: string]>([
    [[], 'a list of one output at least'],
    [[{ format: 'webp' }, { format: 'bmp' }], 'output 2: format must be one of'],
    [[{ format: 'webp', width: 5 }], 'output 1: an option of an output must be one of'],
    [[{ format: 'webp', resize: 0 }], 'output 1: width must be an integer from 1'],
    [[{ format: 'png', quality: 5 }], 'output 1: quality has no effect on png'],
    [[{ format: 'png', path: 'a.png' }], 'but received "path"'],
  ])('are refused by rule, value and place: %j', async (outputs, message) => {
    await expect(image().toBuffers(outputs as ImageOutput[])).rejects.toMatchObject({
      code: 'OPTION_INVALID',
      message: expect.stringContaining(message),
    })
  })

  test('are never written over each other, nor over their source', async () => {
    const folder = scratchFolder()
    const source = join(folder, 'a.png')
    copyFileSync(fixture('alpha.png'), source)
    symlinkSync(folder, join(folder, 'link'))
    const to = (...paths: string[]) =>
      ImageEngine.fromPath(source).toFiles(paths.map(path => ({ format: 'png', path: join(folder, path) })))
    await expect(to('b.png', 'a.png')).rejects.toMatchObject({ code: 'OUTPUT_COLLISION' })
    await expect(to('b.png', 'c.png', 'b.png')).rejects.toMatchObject({
      code: 'OUTPUT_COLLISION',
      message: expect.stringContaining('output 1 and output 3'),
    })
    expect(filesIn(folder)).toEqual([source])
  })
})

describe('a responsive set', () => {
  test('is every width in every format, and what a picture element says of it', async () => {
    const folder = join(scratchFolder(), 'made', 'for it')
    const set = await image().toResponsiveSet(folder, {
      widths: [200, 100],
      formats: [{ format: 'avif', quality: 40, effort: 'fast' }, 'webp', 'jpeg'],
      base: '/img/',
      sizes: '(min-width: 40em) 50vw, 100vw',
    })
    const sizes = '(min-width: 40em) 50vw, 100vw'
    expect(set.totals).toMatchObject({ decodes: 1, resizes: 2, encodes: 6 })
    expect(set.sources).toEqual([
      { type: 'image/avif', srcset: '/img/pattern-100.avif 100w, /img/pattern-200.avif 200w', sizes },
      { type: 'image/webp', srcset: '/img/pattern-100.webp 100w, /img/pattern-200.webp 200w', sizes },
    ])
    expect(set.img).toEqual({
      src: '/img/pattern-200.jpg',
      srcset: '/img/pattern-100.jpg 100w, /img/pattern-200.jpg 200w',
      sizes,
      width: 200,
      height: expect.any(Number),
    })
    expect(filesIn(folder)).toEqual(set.files.map(({ path }) => path).sort())
    for (const { path, width, height, bytes, type } of set.files) {
      const { format, ...seen } = await inspectFile(path)
      expect(seen).toMatchObject({ width, height })
      expect(type).toBe(`image/${format}`)
      expect(readFileSync(path).length).toBe(bytes)
    }
  })

  test('has no file that is wider than its picture, and that one once', async () => {
    const folder = scratchFolder()
    const set = await ImageEngine.fromPath(fixture('alpha.png'))
      .crop(0, 0, 50, 30)
      .toResponsiveSet(folder, { widths: [20, 100, 400], formats: ['webp'], name: 'ein Bild' })
    expect(set.img).toEqual({
      src: 'ein%20Bild-50.webp',
      srcset: 'ein%20Bild-20.webp 20w, ein%20Bild-50.webp 50w',
      sizes: '100vw',
      width: 50,
      height: 30,
    })
    expect(set.sources).toEqual([])
  })

  test('of bytes needs a name', async () => {
    const engine = ImageEngine.from(readFileSync(fixture('alpha.png')))
    const folder = scratchFolder()
    await expect(engine.toResponsiveSet(folder, { widths: [20], formats: ['webp'] })).rejects.toMatchObject({
      code: 'OPTION_INVALID',
      message: expect.stringContaining('option name of toResponsiveSet'),
    })
    const { files } = await engine.toResponsiveSet(folder, { widths: [20], formats: ['webp'], name: 'a' })
    expect(files.map(({ path }) => path)).toEqual([join(folder, 'a-20.webp')])
  })

  test.each<[options: object, message: string]>([
    [{ widths: [], formats: ['webp'] }, 'option widths'],
    [{ widths: [0], formats: ['webp'] }, 'a width of toResponsiveSet must be an integer from 1'],
    [{ widths: [5], formats: [] }, 'option formats'],
    [{ widths: [5], formats: ['webp', 'WebP'] }, 'formats, each once'],
    [{ widths: [5], formats: ['webp'], name: '../a' }, 'option name'],
    [{ widths: [5], formats: ['webp'], width: 5 }, 'an option of toResponsiveSet must be one of'],
  ])('is refused by rule and value: %j', async (options, message) => {
    const folder = scratchFolder()
    await expect(image().toResponsiveSet(folder, options as never)).rejects.toMatchObject({
      code: 'OPTION_INVALID',
      message: expect.stringContaining(message),
    })
    expect(filesIn(folder)).toEqual([])
  })
})

test('formats are written in any case', async () => {
  const small = image().resize(20)
  for (const [written, format] of [
    ['JPEG', 'jpeg'],
    ['Jpg', 'jpeg'],
    ['WebP', 'webp'],
    ['PNG', 'png'],
    ['TIF', 'tiff'],
  ] as const) {
    const { data, metrics } = await small.toBufferWithMetrics(written)
    expect(metrics.formatOut).toBe(format)
    expect(await inspect(data)).toMatchObject({ format })
  }
  const [made] = await small.processBatch([fixture('alpha.png')], scratchFolder(), 'WEBP')
  expect(made).toMatchObject({ success: true, outputPath: expect.stringMatching(/alpha\.webp$/) })
})
