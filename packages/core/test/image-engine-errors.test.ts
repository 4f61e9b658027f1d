import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { ImageEngine, inspect, inspectFile } from '@lazy-image/core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { fixture, fixtureBytes } from './support/fixture.js'
import { scratchFolder } from './support/scratch-folder.js'

/** Files that are no image, by what is wrong with each. */
function brokenFiles(): Readonly<Record<string, string>> {
  const folder = scratchFolder()
  const file = (name: string, content: Uint8Array | string) => {
    const path = join(folder, name)
    writeFileSync(path, content)
    return path
  }
  return {
    SOURCE_NOT_FOUND: join(folder, 'missing.jpg'),
    SOURCE_EMPTY: file('empty.jpg', ''),
    SOURCE_NOT_AN_IMAGE: file('text.jpg', 'This is no picture'),
    SOURCE_TRUNCATED: file('cut.jpg', fixtureBytes('pattern.jpg').subarray(0, 20_000)),
  }
}

describe('an error of a chain', () => {
  test('names the file, once, whatever was asked', async () => {
    for (const [code, path] of Object.entries(brokenFiles())) {
      const engine = ImageEngine.fromPath(path).resize(20)
      // What is cut off shows when the pixels are read.
      const ofHeader = code === 'SOURCE_TRUNCATED' ? [] : [() => engine.inspect(), () => inspectFile(path)]
      for (const call of [() => engine.toBuffer('webp'), () => engine.toFile(`${path}.webp`, 'webp'), ...ofHeader]) {
        const error = await call().catch((reason: unknown) => reason)
        expect(error).toMatchObject({ code, image: path, message: expect.stringContaining(path) })
        expect((error as Error).message.split(path)).toHaveLength(2)
      }
    }
  })

  test('names the file beside an output that cannot be written', async () => {
    const file = join(scratchFolder(), 'no-folder', 'out.webp')
    const source = fixture('pattern.jpg')
    await expect(ImageEngine.fromPath(source).toFile(file, 'webp')).rejects.toMatchObject({
      code: 'OUTPUT_UNWRITABLE',
      message: expect.stringMatching(/pattern\.jpg: Cannot write .*out\.webp/),
    })
  })

  test('names a file beside one whose name goes on', async () => {
    const source = join(scratchFolder(), 'a.jpg')
    const target = `${source}/b.webp`
    writeFileSync(source, fixtureBytes('pattern.jpg'))
    await expect(ImageEngine.fromPath(source).toFile(target, 'webp')).rejects.toMatchObject({
      code: 'OUTPUT_UNWRITABLE',
      message: expect.stringMatching(/a\.jpg: Cannot write .*b\.webp/),
    })
  })
})

const folder = mkdtempSync(join(realpathSync(tmpdir()), 'lazy-image-calls-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const target = (name: string) => join(folder, name)

/** A call for each that gives a promise or a stream, of an image that is none. */
const CALLS: Readonly<Record<string, (engine: ImageEngine) => Promise<unknown>>> = {
  toBuffer: engine => engine.toBuffer('webp'),
  toBufferWithMetrics: engine => engine.toBufferWithMetrics('webp'),
  toFile: engine => engine.toFile(target('a.webp'), 'webp'),
  toFileWithMetrics: engine => engine.toFileWithMetrics(target('b.webp'), 'webp'),
  toStream: async engine => {
    for await (const _ of engine.toStream('webp'));
  },
  toWebStream: async engine => {
    for await (const _ of engine.toWebStream('webp'));
  },
  toBuffers: engine => engine.toBuffers([{ format: 'webp' }]),
  toFiles: engine => engine.toFiles([{ path: target('c.webp'), format: 'webp' }]),
  toResponsiveSet: engine => engine.toResponsiveSet(folder, { widths: [8], formats: ['webp'], name: 'd' }),
  inspect: engine => engine.inspect(),
  dimensions: engine => engine.dimensions(),
  thumbhash: engine => engine.thumbhash(),
  blurhash: engine => engine.blurhash(),
  averageColor: engine => engine.averageColor(),
  palette: engine => engine.palette(),
  statistics: engine => engine.statistics(),
}

/** A mistake in the arguments of each call that has any. */
const MISTAKES: Readonly<Record<string, (engine: ImageEngine) => unknown>> = {
  toBuffer: engine => engine.toBuffer('webp', 101),
  toBufferWithMetrics: engine => engine.toBufferWithMetrics('bmp' as 'webp'),
  toFile: engine => engine.toFile('', 'webp'),
  toFileWithMetrics: engine => engine.toFileWithMetrics(target('e.webp'), 'webp', 0),
  toStream: engine => engine.toStream('webp', 0),
  toWebStream: engine => engine.toWebStream('webp', 0),
  toBuffers: engine => engine.toBuffers([]),
  toFiles: engine => engine.toFiles([{ path: '', format: 'webp' }]),
  toResponsiveSet: engine => engine.toResponsiveSet(folder, { widths: [], formats: ['webp'] }),
  inspect: engine => engine.inspect({ position: true }),
  blurhash: engine => engine.blurhash(10),
  palette: engine => engine.palette(17),
  autoOrient: engine => engine.autoOrient(1 as never),
  trim: engine => engine.trim(256),
  crop: engine => engine.crop(0, 0, 0, 0),
  resize: engine => engine.resize(0),
  background: engine => engine.background('?'),
  colorspace: engine => engine.colorspace('lab' as 'p3'),
  hdr: engine => engine.hdr('yes' as 'keep'),
  animated: engine => engine.animated(1 as never),
  keepMetadata: engine => engine.keepMetadata('some' as 'all'),
  limits: engine => engine.limits({ pixels: -1 }),
  failOn: engine => engine.failOn('never' as 'none'),
  rotate: engine => engine.rotate(4000),
  blur: engine => engine.blur(-1),
  sharpen: engine => engine.sharpen(-1),
  median: engine => engine.median(0),
  brightness: engine => engine.brightness(101),
  modulate: engine => engine.modulate({ hue: 'red' as never }),
  contrast: engine => engine.contrast(101),
  tint: engine => engine.tint('?'),
  flatten: engine => engine.flatten('?'),
}

/** Calls that have nothing to say of the image that they are called on. */
const SILENT = [
  'clone',
  'processBatch',
  'processBatchWithMetrics',
  'flipV',
  'flipH',
  'grayscale',
  'invert',
  'normalize',
]

const TEXT = 'This is no picture'

/** An image that is none, as each may be given, and what its errors call it. */
const GIVEN: readonly (readonly [name: string, give: () => ImageEngine, path: string | undefined])[] = [
  ['a buffer of 18 bytes', () => ImageEngine.from(Buffer.from(TEXT)), undefined],
  ['a stream of 18 bytes', () => ImageEngine.fromStream(Readable.from([Buffer.from(TEXT)])), undefined],
  [target('text.jpg'), () => ImageEngine.fromPath(target('text.jpg')), target('text.jpg')],
]

describe('every call', () => {
  beforeAll(() => writeFileSync(target('text.jpg'), TEXT))

  test('is here', () => {
    const own = ImageEngine.prototype
    const names = [own, Object.getPrototypeOf(own)].flatMap(Object.getOwnPropertyNames)
    const inner = ['constructor', 'with', 'named', 'draw', 'step']
    const told = new Set([...Object.keys(CALLS), ...Object.keys(MISTAKES), ...SILENT])
    expect(names.filter(name => !inner.includes(name) && !told.has(name))).toEqual([])
  })

  test.each(GIVEN)('of %s names it', async (name, give, image) => {
    for (const [call, run] of Object.entries(CALLS)) {
      const error = await run(give()).catch((reason: unknown) => reason)
      expect(error, call).toMatchObject({ code: 'SOURCE_NOT_AN_IMAGE', image })
      expect((error as Error).message, call).toMatch(`${name}: The content is not an image`)
    }
  })

  test('names the image beside a mistake in its arguments', async () => {
    for (const [call, run] of Object.entries(MISTAKES)) {
      const error = await (async () => run(ImageEngine.fromPath('a/photo.jpg')))().catch((reason: unknown) => reason)
      expect(error, call).toMatchObject({ code: 'OPTION_INVALID', image: 'a/photo.jpg' })
      expect((error as Error).message, call).toMatch(/^a\/photo\.jpg: /)
    }
  })

  test('of what is missing, cut off, too large or cut beyond its edge names it, and which of several outputs failed', async () => {
    const files = brokenFiles()
    const pattern = fixture('pattern.jpg')
    const outputs = [{ format: 'webp' }] as const
    const failures: readonly (readonly [path: string, call: () => Promise<unknown>])[] = [
      ...Object.values(files).map(path => [path, () => ImageEngine.fromPath(path).toBuffers(outputs)] as const),
      [pattern, () => ImageEngine.fromPath(pattern).crop(0, 0, 9999, 1).toBuffers(outputs)],
      [pattern, () => ImageEngine.fromPath(pattern).limits({ pixels: 9 }).statistics()],
    ]
    for (const [path, call] of failures) {
      const error = await call().catch((reason: unknown) => reason)
      expect(error).toMatchObject({ image: path })
      expect((error as Error).message.split(path)).toHaveLength(2)
    }
    await expect(
      ImageEngine.fromPath(pattern).toFiles([
        { path: target('f.webp'), format: 'webp' },
        { path: join(folder, 'nowhere', 'g.webp'), format: 'webp' },
      ]),
    ).rejects.toThrow(`${pattern}: output 2: Cannot write `)
  })

  test('of a batch names the file in each message, and the functions for headers do', async () => {
    const files = Object.values(brokenFiles())
    const results = await ImageEngine.from(Buffer.from('xx'))
      .processBatch(files, folder, 'webp')
      .catch(error => error)
    for (const [index, result] of (results as { error: string }[]).entries()) {
      expect(result.error.split(files[index] as string)).toHaveLength(2)
    }
    await expect(inspectFile(target('text.jpg'))).rejects.toThrow(target('text.jpg'))
    await expect(inspect(Buffer.from(TEXT))).rejects.toThrow('a buffer of 18 bytes: The content')
  })
})
