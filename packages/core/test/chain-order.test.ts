import { ImageEngine } from '@lazy-image/core'
import { describe, expect, test } from 'vitest'
import { fixture, fixtureBytes } from './support/fixture.js'
import { samplesOf } from './support/samples-of.js'

type Step = (engine: ImageEngine) => ImageEngine

/** Colours under transparent pixels, in whatever step they show. */
const BACKGROUND = '#0f08'

const open = (source: Uint8Array) => ImageEngine.from(source).background(BACKGROUND)

/** With transparent pixels; as rows from a decoder; laid on its side by its EXIF. */
const PNG = fixtureBytes('alpha.png')
const JPEG = await ImageEngine.fromPath(fixture('pattern.jpg')).resize(90).toBuffer('jpeg', 90)
/** An EXIF block that says nothing but orientation 6. */
const SIX = Buffer.from('ffe1002245786966000049492a0008000000010012010300010000000600000000000000', 'hex')
const TURNED = Buffer.concat([JPEG.subarray(0, 2), SIX, JPEG.subarray(2)])
const SOURCES: [name: string, bytes: Uint8Array][] = [
  ['a png', PNG],
  ['a jpeg', JPEG],
  ['a jpeg on its side', TURNED],
]

/** All steps in one chain. */
const inOneChain = (source: Uint8Array, steps: readonly Step[]) =>
  steps.reduce((engine, step) => step(engine), open(source)).toBuffer('png')

/** Each step on the file that the one before has left. */
async function fileAfterFile(source: Uint8Array, steps: readonly Step[]): Promise<Buffer> {
  let engine = open(source)
  for (const step of steps) engine = ImageEngine.from(await step(engine).toBuffer('png')).background(BACKGROUND)
  return engine.toBuffer('png')
}

const ORDERS: [name: string, steps: Step[]][] = [
  ['crop after resize', [one => one.resize(40), one => one.crop(5, 4, 20, 10)]],
  [
    'crop in per cent after resize',
    [one => one.resize(40), one => one.crop({ x: '10%', y: '5%', width: '50%', height: '40%' })],
  ],
  ['crop after cover', [one => one.resize(40, 40, 'cover'), one => one.crop(10, 0, 20, 40)]],
  [
    'crop after what strikes the eye',
    [one => one.resize({ width: 30, height: 20, fit: 'cover', position: 'attention' }), one => one.crop(5, 5, 10, 10)],
  ],
  ['crop into a canvas', [one => one.resize(60, 30, 'contain'), one => one.crop(1, 1, 50, 20)]],
  ['crop beside the picture of a canvas', [one => one.resize(90, 20, 'contain'), one => one.crop(0, 0, 9, 20)]],
  ['crop after a quarter turn', [one => one.rotate(90), one => one.crop(3, 2, 20, 15)]],
  [
    'crops between turns and flips',
    [
      one => one.flipH(),
      one => one.crop(3, 2, 20, 15),
      one => one.rotate(270),
      one => one.flipV(),
      one => one.crop(1, 2, 10, 8),
      one => one.rotate(180),
    ],
  ],
  ['a tilt, and a cut out of it', [one => one.rotate(30), one => one.crop(10, 10, 30, 30)]],
  ['a tilt of what was turned', [one => one.flipH(), one => one.rotate(20)]],
  ['a resize of what was resized', [one => one.resize(12), one => one.flipH(), one => one.resize(60)]],
  ['trim after resize', [one => one.resize(40, 60, 'contain'), one => one.rotate(90), one => one.trim(30)]],
  ['crop after trim and resize', [one => one.trim(3).resize(30), one => one.crop(2, 2, 10, 10)]],
  ['flips around a crop of a crop', [one => one.crop(3, 3, 30, 20), one => one.flipV(), one => one.crop(1, 2, 20, 10)]],
]

describe.each(SOURCES)('steps on %s', (_, source) => {
  test.each(ORDERS)('are done in the order of their calls: %s', async (_name, steps) => {
    expect(await inOneChain(source, steps)).toEqual(await fileAfterFile(source, steps))
  })
})

test('what is cut out of any enlargement differs by two levels at most', async () => {
  for (const width of [100, 300, 333, 411]) {
    const steps: Step[] = [one => one.resize(width), one => one.crop(11, 7, 80, 50)]
    const [cut, wanted] = [await inOneChain(JPEG, steps), await fileAfterFile(JPEG, steps)].map(samplesOf)
    expect(cut?.length).toBe(wanted?.length)
    expect(cut?.findIndex((level, at) => Math.abs(level - (wanted?.[at] ?? 0)) > 2)).toBe(-1)
  }
})

test('what is turned by quarters and then resized is resized and then turned, which is the same but for rounding', async () => {
  const turned = await inOneChain(JPEG, [one => one.rotate(90), one => one.flipH(), one => one.resize(50)])
  const smaller = await inOneChain(JPEG, [one => one.resize(null, 50).rotate(90).flipH()])
  expect(turned).toEqual(smaller)
})

test.each<[name: string, step: Step, resizes: number]>([
  ['one that is cut out of a smaller one', one => one.resize(40).crop(5, 4, 20, 10), 1],
  ['one that is turned, and cut', one => one.rotate(90).crop(5, 4, 20, 10).flipH().crop(1, 1, 5, 5), 0],
  ['one that is resized again', one => one.resize(40).crop(5, 4, 20, 10).resize(30), 2],
  ['one that is tilted, cut and resized', one => one.rotate(7).crop(5, 4, 20, 10).flipH().resize(30), 1],
])('a chain decodes its source once, and resamples no more often than it says: %s', async (_, step, resizes) => {
  const { totals } = await step(open(PNG)).toBuffers([{ format: 'png' }])
  expect(totals).toMatchObject({ decodes: 1, resizes, encodes: 1 })
})

test('operations on pixels are done once, behind all steps', async () => {
  const chain = open(PNG).grayscale().rotate(30).invert().crop(3, 3, 20, 20).blur(1)
  const { totals } = await chain.toBuffers([{ format: 'png' }])
  expect(totals.operations).toBe(4)
  expect(await chain.toBuffer('png')).toEqual(
    await open(PNG).rotate(30).crop(3, 3, 20, 20).blur(1).grayscale().invert().toBuffer('png'),
  )
})

test('of one step that is called again right away the last call counts', async () => {
  expect(await open(PNG).resize(9, 20, 'fill').resize(20).crop(0, 0, 5, 5).crop(1, 1, 8, 8).toBuffer('png')).toEqual(
    await open(PNG).resize(20).crop(1, 1, 8, 8).toBuffer('png'),
  )
})

test.each<[step: Step, size: string, reached: string]>([
  [one => one.resize(40, 20, 'fill').crop(30, 0, 20, 20), '40×20', '50,20'],
  [one => one.rotate(90).crop(0, 0, 41, 10), '40×60', '41,10'],
  [one => one.rotate(45).crop(0, 0, 99, 10), '71×71', '99,10'],
])('a crop lies inside the picture as it is by then', async (step, size, reached) => {
  await expect(step(ImageEngine.fromPath(fixture('alpha.png'))).toBuffer('png')).rejects.toMatchObject({
    code: 'OPTION_INVALID',
    message: expect.stringContaining(`crop must lie inside the picture, which is ${size}, but reaches to ${reached}`),
  })
})

test('a picture on the way is within the limits, too', async () => {
  const chain = open(PNG).rotate(30).resize(2000).rotate(10).crop(0, 0, 10, 10).limits({ pixels: 100_000 })
  await expect(chain.toBuffer('png')).rejects.toMatchObject({ code: 'LIMIT_PIXELS' })
})

test('a gain map is left out where the picture is framed again, and that is told', async () => {
  const once = ImageEngine.fromPath(fixture('hdr.jpg')).hdr('keep').resize(60)
  const { metrics } = await once.rotate(90).crop(2, 2, 20, 20).toBufferWithMetrics('jpeg')
  expect(metrics.warnings).toEqual([])
  const again = await once.flipH().resize(30).toBufferWithMetrics('jpeg')
  expect(again.metrics.warnings).toMatchObject([
    { code: 'GAIN_MAP_DROPPED', message: expect.stringContaining('resized or cut again') },
  ])
})
