import { copyFileSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type BatchOptions, type BatchProgress, ImageEngine, type OutputFormat } from '@lazy-image/core'
import { describe, expect, test } from 'vitest'
import { fixture, fixtureBytes } from './support/fixture.js'
import { filesIn, scratchFolder } from './support/scratch-folder.js'

const NAMES = ['pattern.jpg', 'small.png', 'rotated.jpg', 'alpha.png', 'grey.png']
const FILES = NAMES.map(fixture)

/** An engine whose own image is not used: a batch brings its files. */
const engine = ImageEngine.fromPath(fixture('small.png')).resize(30)

describe('processBatch', () => {
  test('makes every file, results in the order of the files', async () => {
    const outDir = join(scratchFolder(), 'made', 'for', 'it')
    const files = [...FILES].reverse()
    const results = await engine.processBatch(files, outDir, 'webp', 60)
    expect(results.map(({ source }) => source)).toEqual(files)
    expect(results).toMatchObject(
      [...NAMES].reverse().map(name => ({
        success: true,
        outputPath: join(outDir, name.replace(/\.\w+$/, '.webp')),
        width: 30,
      })),
    )
    for (const result of results) {
      if (!result.success) throw new Error(result.error)
      const content = readFileSync(result.outputPath)
      expect(content.length).toBe(result.bytes)
      expect(content).toEqual(await ImageEngine.fromPath(result.source).resize(30).toBuffer('webp', 60))
    }
    expect(filesIn(outDir)).toHaveLength(5)
  })

  test('takes options in place of positions, to the same effect', async () => {
    const [one, two] = [scratchFolder(), scratchFolder()]
    await engine.processBatch(FILES, one, 'jpeg', 60, 2)
    const results = await engine.processBatch(FILES, two, { format: 'jpeg', quality: 60, concurrency: 2 })
    expect(results.every(({ concurrency }) => concurrency === 2)).toBe(true)
    const contentsOf = (folder: string) => filesIn(folder).map(file => readFileSync(file))
    expect(contentsOf(two)).toEqual(contentsOf(one))
    expect(filesIn(two).map(file => file.slice(two.length))).toEqual(
      ['alpha', 'grey', 'pattern', 'rotated', 'small'].map(name => `/${name}.jpg`),
    )
  })

  test('gives the same bytes however many workers there are', async () => {
    const contents = await Promise.all(
      [1, 2, 7].map(async concurrency => {
        const folder = scratchFolder()
        await engine.processBatch(FILES, folder, 'webp', 60, concurrency)
        return filesIn(folder).map(file => readFileSync(file).toString('base64'))
      }),
    )
    expect(contents[1]).toEqual(contents[0])
    expect(contents[2]).toEqual(contents[0])
  })

  test('of no files gives no results', async () => {
    expect(await engine.processBatch([], scratchFolder(), 'webp')).toEqual([])
  })

  test('tells of each file once as it is done', async () => {
    const told: BatchProgress[] = []
    const bad = join(scratchFolder(), 'bad.jpg')
    writeFileSync(bad, 'no image')
    const files = [...FILES, bad]
    await engine.processBatch(files, scratchFolder(), { format: 'webp', onProgress: progress => told.push(progress) })
    expect(told.map(({ done }) => done)).toEqual([1, 2, 3, 4, 5, 6])
    expect(told.every(({ total }) => total === 6)).toBe(true)
    expect(told.map(({ source }) => source).sort()).toEqual([...files].sort())
  })

  test('tells the size and the times of each output as it is done', async () => {
    const told: BatchProgress[] = []
    const bad = join(scratchFolder(), 'bad.jpg')
    writeFileSync(bad, 'no image')
    const onProgress = (progress: BatchProgress) => told.push(progress)
    const results = await engine.processBatch([...FILES, bad], scratchFolder(), { format: 'webp', onProgress })
    for (const { source, output } of told) {
      const result = results.find(one => one.source === source)
      expect(output?.bytes).toBe(result?.success ? result.bytes : undefined)
      if (output === null) continue
      for (const time of [output.decodeMs, output.resizeMs, output.encodeMs]) expect(time).toBeGreaterThan(0)
    }
    expect(told.filter(({ output }) => output === null).map(({ source }) => source)).toEqual([bad])
  })
})

describe('what a batch took', () => {
  const bad = () => {
    const file = join(scratchFolder(), 'bad.jpg')
    writeFileSync(file, 'no image')
    return file
  }

  test('is told of each file that was made, as of a single image', async () => {
    const { items } = await engine.processBatchWithMetrics([...FILES, bad()], scratchFolder(), { format: 'webp' })
    for (const item of items) {
      if (!item.success) continue
      const { data, metrics } = await ImageEngine.fromPath(item.source).resize(30).toBufferWithMetrics('webp')
      const { width, height, bytesIn, formatIn, formatOut, quality } = metrics
      expect(item.metrics).toMatchObject({
        width,
        height,
        bytesIn,
        formatIn,
        formatOut,
        quality,
        bytesOut: data.length,
      })
      expect(item.metrics.totalMs).toBeGreaterThan(item.metrics.encodeMs)
    }
    expect(items.map(({ success }) => success)).toEqual([true, true, true, true, true, false])
  })

  test('is told altogether', async () => {
    const { items, totals } = await engine.processBatchWithMetrics([...FILES, bad()], scratchFolder(), {
      format: 'webp',
      concurrency: 2,
    })
    const made = items.flatMap(item => (item.success ? [item.metrics] : []))
    const sum = (name: 'bytesIn' | 'bytesOut' | 'decodeMs' | 'encodeMs') =>
      made.reduce((all, metrics) => all + metrics[name], 0)
    expect(totals).toMatchObject({ files: 6, made: 5, failed: 1, concurrency: 2, decodes: 5, resizes: 5, encodes: 5 })
    for (const name of ['bytesIn', 'bytesOut', 'decodeMs', 'encodeMs'] as const) expect(totals[name]).toBe(sum(name))
    for (const { totalMs } of made) expect(totals.totalMs).toBeGreaterThanOrEqual(totalMs)
  })

  test('of no files is nothing', async () => {
    const { items, totals } = await engine.processBatchWithMetrics([], scratchFolder(), { format: 'webp' })
    expect({ items, totals }).toMatchObject({ items: [], totals: { files: 0, made: 0, failed: 0, bytesOut: 0 } })
  })
})

describe('a bad file in a batch', () => {
  test('is a result with code and kind, and stops no other', async () => {
    const folder = scratchFolder()
    const bad = {
      missing: join(folder, 'missing.jpg'),
      empty: join(folder, 'empty.jpg'),
      text: join(folder, 'text.jpg'),
      cut: join(folder, 'cut.jpg'),
    }
    writeFileSync(bad.empty, '')
    writeFileSync(bad.text, 'hello, I am no picture')
    writeFileSync(bad.cut, fixtureBytes('pattern.jpg').subarray(0, 20_000))
    const files = [bad.missing, fixture('small.png'), bad.empty, bad.text, fixture('pattern.jpg'), bad.cut]
    const outDir = scratchFolder()
    const results = await engine.processBatch(files, outDir, 'webp', 60, 3)
    expect(results.map(result => (result.success ? 'made' : `${result.errorCode} ${result.errorKind}`))).toEqual([
      'SOURCE_NOT_FOUND input',
      'made',
      'SOURCE_EMPTY input',
      'SOURCE_NOT_AN_IMAGE input',
      'made',
      'SOURCE_TRUNCATED input',
    ])
    for (const result of results) if (!result.success) expect(result.error).not.toBe('')
    expect(results.every(({ concurrency }) => concurrency === 3)).toBe(true)
    expect(filesIn(outDir)).toEqual([join(outDir, 'pattern.webp'), join(outDir, 'small.webp')])
  })

  test('is a result even when there is no good one', async () => {
    const results = await engine.processBatch(['/nowhere/a.jpg', '/nowhere/b.jpg'], scratchFolder(), 'webp', 60, 5)
    expect(results).toMatchObject([
      { source: '/nowhere/a.jpg', success: false, errorCode: 'SOURCE_NOT_FOUND', concurrency: 5 },
      { source: '/nowhere/b.jpg', success: false, errorCode: 'SOURCE_NOT_FOUND', concurrency: 5 },
    ])
  })
})

describe('a batch that would lose a picture is refused before anything is written', () => {
  async function refused(files: string[], outDir: string, format: OutputFormat): Promise<string> {
    const before = filesIn(outDir)
    const error = await engine.processBatch(files, outDir, format).then(
      () => undefined,
      (reason: { code: string; message: string }) => reason,
    )
    expect(error).toMatchObject({ code: 'OUTPUT_COLLISION' })
    expect(filesIn(outDir)).toEqual(before)
    return error?.message ?? ''
  }

  test('because two files would be written to one', async () => {
    const folder = scratchFolder()
    const twin = join(folder, 'small.jpg')
    copyFileSync(fixture('pattern.jpg'), twin)
    const message = await refused([fixture('small.png'), twin], scratchFolder(), 'webp')
    expect(message).toContain(fixture('small.png'))
    expect(message).toContain(twin)
  })

  test('because one file is named twice', async () => {
    await refused([fixture('small.png'), fixture('small.png')], scratchFolder(), 'webp')
  })

  test('because an output would be written over a source', async () => {
    const folder = scratchFolder()
    const source = join(folder, 'photo.png')
    copyFileSync(fixture('small.png'), source)
    expect(await refused([source], folder, 'png')).toContain(source)
    expect(readFileSync(source)).toEqual(fixtureBytes('small.png'))
  })

  test('because an output would be written over the source of another', async () => {
    const [folder, elsewhere] = [scratchFolder(), scratchFolder()]
    copyFileSync(fixture('small.png'), join(folder, 'a.webp'))
    copyFileSync(fixture('small.png'), join(elsewhere, 'a.png'))
    await refused([join(elsewhere, 'a.png'), join(folder, 'a.webp')], folder, 'webp')
  })

  test('because the folder is a link to the source’s', async () => {
    const [folder, elsewhere] = [scratchFolder(), scratchFolder()]
    copyFileSync(fixture('small.png'), join(folder, 'photo.png'))
    symlinkSync(folder, join(elsewhere, 'out'))
    await refused([join(folder, 'photo.png')], join(elsewhere, 'out'), 'png')
  })
})

describe('processBatch refuses', () => {
  test.each([
    ['a format', FILES, 'out', { format: 'bmp' }, 'format must be one of'],
    ['no format', FILES, 'out', {}, 'format must be one of'],
    ['a quality', FILES, 'out', { format: 'webp', quality: 0 }, 'quality must be an integer from 1 to 100'],
    ['a quality of png', FILES, 'out', { format: 'png', quality: 80 }, 'quality has no effect on png'],
    ['a budget', FILES, 'out', { format: 'webp', memoryBudget: 0 }, 'memoryBudget must be an integer from 1'],
    ['a folder', FILES, '', { format: 'webp' }, 'the path of outDir must be a non-empty string'],
    ['a file', [5], 'out', { format: 'webp' }, 'the path of files must be a non-empty string'],
    ['what is no list of files', 'a.jpg', 'out', { format: 'webp' }, 'files must be a list of paths'],
    ['no options', FILES, 'out', null, 'format must be one of'],
    ['an unknown option', FILES, 'out', { format: 'webp', qualty: 80 }, 'an option of processBatch must be one of'],
  ])('%s by rule, value and type', async (_, files, outDir, options, message) => {
    const folder = outDir === '' ? '' : join(scratchFolder(), outDir)
    const call = engine.processBatch(files as string[], folder, options as BatchOptions)
    await expect(call).rejects.toMatchObject({ code: 'OPTION_INVALID', message: expect.stringContaining(message) })
  })

  test('a folder that cannot be made', async () => {
    const file = join(scratchFolder(), 'a-file')
    writeFileSync(file, '')
    await expect(engine.processBatch(FILES, join(file, 'out'), 'webp')).rejects.toMatchObject({
      code: 'OUTPUT_UNWRITABLE',
      kind: 'io',
    })
  })
})

describe('abort of a batch', () => {
  test('before it begins rejects with ABORTED and writes nothing', async () => {
    const folder = scratchFolder()
    const call = engine.processBatch(FILES, folder, { format: 'webp', signal: AbortSignal.abort() })
    await expect(call).rejects.toMatchObject({ code: 'ABORTED', kind: 'aborted' })
    expect(filesIn(folder)).toEqual([])
  })

  test('while it runs rejects with ABORTED, and every file that is there is whole', async () => {
    const [folder, outDir] = [scratchFolder(), scratchFolder()]
    mkdirSync(join(folder, 'in'))
    const files = Array.from({ length: 40 }, (_, index) => join(folder, 'in', `${index}.jpg`))
    for (const file of files) copyFileSync(fixture('pattern.jpg'), file)
    const controller = new AbortController()
    const full = ImageEngine.fromPath(fixture('pattern.jpg')).resize(500)
    const call = full.processBatch(files, outDir, {
      format: 'avif',
      concurrency: 2,
      signal: controller.signal,
      onProgress: () => controller.abort(),
    })
    await expect(call).rejects.toMatchObject({ code: 'ABORTED' })
    const expected = await full.toBuffer('avif')
    const made = filesIn(outDir)
    expect(made.length).toBeLessThan(files.length)
    for (const file of made) expect(readFileSync(file)).toEqual(expected)
  })
})
