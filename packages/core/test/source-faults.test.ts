import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ImageEngine, LazyImageError, type Options } from '@lazy-image/core'
import { describe, expect, test } from 'vitest'
import { fixtureBytes } from './support/fixture.js'
import { recordedPipeline } from './support/recorded-pipeline.js'
import { scratchFolder } from './support/scratch-folder.js'

const PNG = fixtureBytes('small.png')
/** All of its pixels, and no end behind them. */
const WITHOUT_END = PNG.subarray(0, -12)
const GIF = Buffer.from(await ImageEngine.from(PNG).toBuffer('gif'))
/** All of its frames, and no trailer: the header's reader walks over them. */
const WITHOUT_TRAILER = GIF.subarray(0, -1)
const CUT = PNG.subarray(0, PNG.length >> 1)

function pipelineOver(files: Readonly<Record<string, Buffer>>, options: Options = {}) {
  const root = scratchFolder()
  for (const [name, bytes] of Object.entries(files)) writeFileSync(join(root, name), bytes)
  return { root, ...recordedPipeline({ root, ...options }) }
}

async function codeOf(made: Promise<unknown>): Promise<string> {
  const error = await made.catch((thrown: unknown) => thrown)
  return error instanceof LazyImageError ? error.code : 'made'
}

describe('what was repaired', () => {
  test('is told once a source, with who imports it, when it shows while pixels are read', async () => {
    const { root, pipeline, logger } = pipelineOver({ 'a.png': WITHOUT_END })
    const id = `${root}/a.png?w=20;30&format=webp`
    pipeline.ledger.noteImporter(id, { file: '/app/main.js', specifier: './a.png?w=20;30', line: 3, column: 8 })
    const planned = await pipeline.plan(id)
    expect(planned?.warnings).toEqual([])
    pipeline.ledger.noteOutputs(id, planned?.plan.images.map(({ recipe }) => recipe.key) ?? [])
    await pipeline.render(planned?.plan.images.map(({ recipe }) => recipe) ?? [])
    expect(logger.warnings).toHaveLength(1)
    expect(logger.warnings[0]).toMatch(
      /a\.png: The PNG has no sound end .* \[SOURCE_REPAIRED\], imported by \/app\/main\.js:3$/,
    )
  })

  test('is a warning of the request when the header shows it, and is not told again', async () => {
    const { root, pipeline, logger } = pipelineOver({ 'a.gif': WITHOUT_TRAILER })
    const planned = await pipeline.plan(`${root}/a.gif?w=20&format=webp`)
    expect(planned?.warnings).toMatchObject([{ code: 'SOURCE_REPAIRED', severity: 'warning', span: null }])
    expect(planned?.warnings[0]?.message).toContain('no trailer')
    await pipeline.render(planned?.plan.images.map(({ recipe }) => recipe) ?? [])
    expect(logger.warnings).toEqual([])
  })

  test('is an error where the option asks for sound files', async () => {
    const { root, pipeline } = pipelineOver({ 'a.png': WITHOUT_END, 'b.gif': WITHOUT_TRAILER }, { failOn: 'warning' })
    expect(await codeOf(pipeline.plan(`${root}/b.gif?w=20&format=webp`))).toBe('SOURCE_REPAIRED')
    const planned = await pipeline.plan(`${root}/a.png?w=20&format=webp`)
    const outcomes = await pipeline.render(planned?.plan.images.map(({ recipe }) => recipe) ?? [])
    expect([...outcomes.values()]).toMatchObject([{ code: 'SOURCE_REPAIRED' }])
  })

  test('is no longer the source itself, which other viewers may show otherwise', async () => {
    const { root, pipeline } = pipelineOver({ 'a.png': WITHOUT_END })
    const planned = await pipeline.plan(`${root}/a.png?format=png`)
    const outcomes = await pipeline.render(planned?.plan.images.map(({ recipe }) => recipe) ?? [])
    expect([...outcomes.values()]).toMatchObject([{ isSource: false }])
  })
})

describe('what lost pixels', () => {
  test('is refused, unless the option takes what there is of it, which is told', async () => {
    const files = { 'a.png': CUT }
    const render = async (options: Options) => {
      const { root, pipeline, logger } = pipelineOver(files, options)
      const planned = await pipeline.plan(`${root}/a.png?w=20&format=webp`)
      const outcomes = await pipeline.render(planned?.plan.images.map(({ recipe }) => recipe) ?? [])
      return { outcomes: [...outcomes.values()], warnings: logger.warnings }
    }
    for (const options of [{}, { failOn: 'error' }, { failOn: 'truncated' }] as const) {
      expect((await render(options)).outcomes, JSON.stringify(options)).toMatchObject([{ code: 'SOURCE_TRUNCATED' }])
    }
    const { outcomes, warnings } = await render({ failOn: 'none' })
    expect(outcomes).toMatchObject([{ width: 20, isSource: false }])
    expect(warnings).toHaveLength(1)
    expect(warnings[0]).toMatch(/what could be read of it is built \[SOURCE_TRUNCATED\]/)
  })

  test('is refused by a chain too, unless it is told otherwise', async () => {
    expect(await codeOf(ImageEngine.from(CUT).toBuffer('webp'))).toBe('SOURCE_TRUNCATED')
    expect(await codeOf(ImageEngine.from(CUT).failOn('none').toBuffer('webp'))).toBe('made')
    expect(await codeOf(ImageEngine.from(WITHOUT_END).failOn('error').toBuffer('webp'))).toBe('made')
    expect(await codeOf(ImageEngine.from(WITHOUT_END).failOn('warning').toBuffer('webp'))).toBe('SOURCE_REPAIRED')
  })

  test('is told by a chain in what an output cost, and by a batch of files with each', async () => {
    const told = async (bytes: Buffer) => {
      const { metrics } = await ImageEngine.from(bytes).failOn('none').toBufferWithMetrics('webp')
      return metrics.warnings.map(({ code }) => code)
    }
    expect(await told(PNG)).toEqual([])
    expect(await told(CUT)).toEqual(['SOURCE_TRUNCATED'])
    expect(await told(WITHOUT_END)).toEqual(['SOURCE_REPAIRED'])

    const { root } = pipelineOver({ 'whole.png': PNG, 'cut.png': CUT })
    const files = ['whole', 'cut'].map(name => join(root, `${name}.png`))
    const results = await ImageEngine.from(PNG).failOn('none').processBatch(files, join(root, 'out'), 'webp')
    expect(results).toMatchObject([
      { success: true, warnings: [] },
      { success: true, warnings: [{ code: 'SOURCE_TRUNCATED', message: expect.stringMatching(/what could be read/) }] },
    ])
  })
})

test.each([
  ['plugin', () => recordedPipeline({ failOn: 'never' as 'none' })],
  ['chain', () => ImageEngine.from(PNG).failOn('never' as 'none')],
])('a wrong level is told with those that there are: %s', (_where, make) => {
  expect(make).toThrowError(/failOn must be one of none, truncated, error, warning, but received "never"/)
})

describe('what is no image that is read has its own sentence with what to do', () => {
  const box = (brand: string) => Buffer.from(`\0\0\0\x18ftyp${brand}\0\0\0\0mif1${brand}`, 'latin1')
  test.each([
    [
      'version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 9\n',
      'SOURCE_NOT_AN_IMAGE',
      /Git LFS.*git lfs pull/,
    ],
    ['<!DOCTYPE html><title>404</title>', 'SOURCE_NOT_AN_IMAGE', /HTML page.*download/],
    ['<html lang="en">', 'SOURCE_NOT_AN_IMAGE', /HTML page/],
    ['', 'SOURCE_EMPTY', /empty \(0 bytes\)/],
    [box('heic'), 'FORMAT_UNSUPPORTED', /HEIC\/HEIF.*save it as JPEG/],
    ['8BPS\0\x01', 'FORMAT_UNSUPPORTED', /Photoshop.*export it/],
    [Buffer.from('\0\0\0\x0cjP  \r\n\x87\n', 'latin1'), 'FORMAT_UNSUPPORTED', /JPEG 2000.*convert it/],
    [Buffer.from('II*\0\x10\0\0\0CR\x02\0', 'latin1'), 'FORMAT_UNSUPPORTED', /Canon CR2 raw.*develop it/],
    [box('mp42').subarray(0, 16), 'FORMAT_UNSUPPORTED', /video.*take a frame/],
    [cgbi(), 'FORMAT_UNSUPPORTED', /CgBI.*iOS/],
  ])('%j', async (content, code, sentence) => {
    const error = await ImageEngine.from(Buffer.from(content))
      .inspect()
      .catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({ code })
    expect(String(error)).toMatch(sentence)
  })
})

/** A PNG as Apple's tools write it into apps: a chunk of their own comes first. */
function cgbi(): Buffer {
  return Buffer.concat([
    PNG.subarray(0, 8),
    Buffer.from('\0\0\0\x04CgBI\x50\0\x20\x02\x2b\xd5\xb3\x7f', 'latin1'),
    PNG.subarray(8),
  ])
}
