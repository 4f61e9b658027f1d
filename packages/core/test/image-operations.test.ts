import { ImageEngine, transformImport } from '@lazy-image/core'
import { describe, expect, test } from 'vitest'
import { fixture } from './support/fixture.js'
import { recordedPipeline } from './support/recorded-pipeline.js'

/** A png: how many of its pixels are decoded does not depend on the size that is asked for. */
const NAME = 'alpha.png'
const image = () => ImageEngine.fromPath(fixture(NAME))

type Change = (engine: ImageEngine) => ImageEngine

/** Each operation as a chain and as a query. */
const OPERATIONS: [string, Change, string][] = [
  ['crop', engine => engine.crop(3, 4, 20, 10), 'crop=3,4,20,10'],
  ['crop by options', engine => engine.crop({ x: '10%', y: 0, width: '50%', height: 9 }), 'crop=10%25,0,50%25,9'],
  ['resize', engine => engine.resize(20), 'w=20'],
  ['resize to a box', engine => engine.resize(20, 20, 'cover'), 'w=20&h=20&fit=cover'],
  [
    'resize by options',
    engine => engine.resize({ height: 20, aspect: '2:1', fit: 'cover', position: 'right-top', kernel: 'mitchell' }),
    'h=20&aspect=2:1&fit=cover&position=right-top&kernel=mitchell',
  ],
  [
    'resize around a point',
    engine => engine.resize({ width: 9, height: 20, fit: 'cover', position: { x: 0.2, y: 1 } }),
    'w=9&h=20&fit=cover&position=0.2,1',
  ],
  [
    'resize around what strikes the eye',
    engine => engine.resize({ width: 9, height: 20, fit: 'cover', position: 'attention' }),
    'w=9&h=20&fit=cover&position=attention',
  ],
  [
    'resize into a padded box',
    engine => engine.resize(40, 20, 'contain').background('#f00'),
    'w=40&h=20&fit=contain&background=f00',
  ],
  ['rotate', engine => engine.rotate(90), 'rotate=90'],
  ['rotate between quarters', engine => engine.rotate(-30).background('rgb(0 255 0)'), 'rotate=-30&background=0f0'],
  ['flipH', engine => engine.flipH(), 'flop'],
  ['flipV', engine => engine.flipV(), 'flip'],
  ['blur', engine => engine.blur(2), 'blur=2'],
  ['sharpen', engine => engine.sharpen(1.5), 'sharpen=1.5'],
  ['median', engine => engine.median(5), 'median=5'],
  ['brightness', engine => engine.brightness(20), 'brightness=1.2'],
  ['brightness below', engine => engine.brightness(-50), 'brightness=0.5'],
  ['contrast', engine => engine.contrast(-25), 'contrast=0.75'],
  ['contrast above', engine => engine.contrast(100), 'contrast=2'],
  [
    'modulate',
    engine => engine.modulate({ brightness: 1.1, saturation: 0.5, hue: -40 }),
    'brightness=1.1&saturation=0.5&hue=-40',
  ],
  ['tint', engine => engine.tint('red'), 'tint=red'],
  ['grayscale', engine => engine.grayscale(), 'grayscale'],
  ['invert', engine => engine.invert(), 'invert'],
  ['normalize', engine => engine.normalize(), 'normalize'],
  ['flatten', engine => engine.flatten('#336699'), 'flatten&background=369'],
  ['colorspace', engine => engine.colorspace('p3'), 'colorspace=p3'],
]

async function bytesOfQuery(file: string, query: string): Promise<Buffer> {
  const { pipeline } = recordedPipeline({ strict: 'warn', neverLarger: false })
  const { assets } = await transformImport(pipeline, `${file}?${query}&allowUpscale&format=png`)
  return Buffer.from(assets[0]?.data ?? [])
}

describe.each(OPERATIONS)('%s', (name, change, query) => {
  test('does what its directive does, which is something', async () => {
    const made = await change(image()).toBuffer('png')
    expect(made).toEqual(await bytesOfQuery(fixture(NAME), query))
    expect(made).not.toEqual(await image().toBuffer('png'))
  })

  test('leaves the chain that it was called on as it was', async () => {
    const base = name.startsWith('crop') ? image() : image().resize(30)
    const before = await base.toBuffer('png')
    const changed = change(base)
    expect(changed).toBeInstanceOf(ImageEngine)
    expect(changed).not.toBe(base)
    expect(await base.toBuffer('png')).toEqual(before)
  })
})

describe('autoOrient', () => {
  test('leaves a picture as it is stored when it is false', async () => {
    const turned = () => ImageEngine.fromPath(fixture('rotated.jpg'))
    expect(await turned().autoOrient(false).toBuffer('png')).toEqual(
      await bytesOfQuery(fixture('rotated.jpg'), 'noAutoOrient'),
    )
    expect(await turned().dimensions()).toEqual({ width: 800, height: 1200 })
    expect(await turned().autoOrient(false).dimensions()).toEqual({ width: 1200, height: 800 })
    expect(await turned().autoOrient(false).autoOrient().dimensions()).toEqual({ width: 800, height: 1200 })
  })
})

describe('trim', () => {
  test('cuts off a border, and what follows sees the rest', async () => {
    const padded = await ImageEngine.fromPath(fixture('small.png'))
      .resize(64, 100, 'contain')
      .background('blue')
      .toBuffer('png')
    const trimmed = await ImageEngine.from(padded).trim().toBuffer('png')
    expect(await ImageEngine.from(trimmed).dimensions()).toEqual({ width: 64, height: 48 })
    expect(trimmed).toEqual(await ImageEngine.fromPath(fixture('small.png')).toBuffer('png'))
    const half = await ImageEngine.from(padded).trim(20).resize(32).toBuffer('png')
    expect(await ImageEngine.from(half).dimensions()).toEqual({ width: 32, height: 24 })
  })
})

describe('operations', () => {
  test('that are called twice count by their last call', async () => {
    const twice = image().blur(9).brightness(50).resize(99, 9, 'fill').resize(20).blur(3).brightness(-30)
    expect(await twice.toBuffer('png')).toEqual(await image().resize(20).blur(3).brightness(-30).toBuffer('png'))
  })

  test('that undo themselves do, and turns add up', async () => {
    const plain = await image().toBuffer('png')
    for (const change of [
      (engine: ImageEngine) => engine.flipH().flipH(),
      (engine: ImageEngine) => engine.flipV().flipV(),
      (engine: ImageEngine) => engine.invert().invert(),
      (engine: ImageEngine) => engine.rotate(90).rotate(270),
      (engine: ImageEngine) => engine.brightness(0).contrast(0).modulate({}),
    ]) {
      expect(await change(image()).toBuffer('png')).toEqual(plain)
    }
    expect(await image().rotate(90).rotate(90).toBuffer('png')).toEqual(await image().rotate(180).toBuffer('png'))
  })

  test('that change no size are done in one order, whatever the order of the calls', async () => {
    const one = image().resize(20).blur(1).contrast(20).grayscale().invert()
    const other = image().invert().grayscale().contrast(20).blur(1).resize(20)
    expect(await other.toBuffer('png')).toEqual(await one.toBuffer('png'))
  })

  test('are no step of a chain where they undo each other', async () => {
    expect(await image().flipH().flipH().rotate(360).resize(20).toBuffer('png')).toEqual(
      await image().resize(20).toBuffer('png'),
    )
  })

  test('refuse a crop beyond the picture, by its size', async () => {
    await expect(image().crop(0, 0, 5000, 5).toBuffer('png')).rejects.toMatchObject({
      code: 'OPTION_INVALID',
      image: fixture(NAME),
      message: expect.stringMatching(/crop must lie inside the picture, which is \d+×\d+, but reaches to 5000,5/),
    })
  })

  test.each<[string, Change, string]>([
    ['brightness', engine => engine.brightness(101), 'brightness must be a number from -100 to 100, but received 101'],
    ['brightness', engine => engine.brightness(Number.NaN), 'but received NaN (number)'],
    ['contrast', engine => engine.contrast(-100.5), 'contrast must be a number from -100 to 100'],
    ['contrast', engine => engine.contrast('5' as never), 'but received "5" (string)'],
    ['blur', engine => engine.blur(0), 'blur must be a number from 0.3 to 1000'],
    ['sharpen', engine => engine.sharpen(11), 'sharpen must be a number from 0.3 to 10'],
    ['median', engine => engine.median(2.5), 'median must be an integer from 1 to 51'],
    ['rotate', engine => engine.rotate(Number.POSITIVE_INFINITY), 'rotate must be a number from -3600 to 3600'],
    ['trim', engine => engine.trim(256), 'trim must be an integer from 0 to 255'],
    ['crop', engine => engine.crop(0, 0, 0, 5), 'crop must be x,y,width,height'],
    ['crop', engine => engine.crop(1.5, 0, 2, 5), 'crop must be x,y,width,height'],
    ['tint', engine => engine.tint('no colour'), 'tint must be a CSS colour'],
    ['modulate', engine => engine.modulate({ lightness: 2 } as never), 'an option of modulate must be one of'],
    ['colorspace', engine => engine.colorspace('cmyk' as never), 'colorspace must be'],
    ['autoOrient', engine => engine.autoOrient('yes' as never), 'autoOrient must be true or false'],
    ['resize', engine => engine.resize({ width: 5, positon: 'top' } as never), 'an option of resize must be one of'],
    [
      'resize',
      engine => engine.resize({ width: 5, position: { x: 2, y: 0 } }),
      'position.x must be a number from 0 to 1',
    ],
    ['hdr', engine => engine.hdr('auto' as never), 'hdr must be one of drop, keep'],
    ['keepMetadata', engine => engine.keepMetadata('gps' as never), 'keepMetadata must be one of none, icc'],
    ['keepMetadata', engine => engine.keepMetadata({ exif: 1 } as never), 'keepMetadata.exif must be true or false'],
    ['limits', engine => engine.limits({ pixels: 0 }), 'limits.pixels must be an integer from 1'],
    ['limits', engine => engine.limits({ variants: 5 } as never), 'Unknown option limits.variants'],
  ])('refuse a bad argument of %s by rule, value and type', (_, change, message) => {
    expect(() => change(image())).toThrow(expect.objectContaining({ code: 'OPTION_INVALID' }))
    expect(() => change(image())).toThrow(message)
  })
})
