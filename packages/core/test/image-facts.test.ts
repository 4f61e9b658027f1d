import { ImageEngine, inspect, inspectFile } from '@lazy-image/core'
import { describe, expect, test } from 'vitest'
import { fixture, fixtureBytes } from './support/fixture.js'

const ROTATED = {
  format: 'jpeg',
  width: 800,
  height: 1200,
  storedWidth: 1200,
  storedHeight: 800,
  orientation: 6,
  colorspace: 'rgb',
  hasAlpha: false,
  hasProfile: true,
  bitDepth: 8,
  isProgressive: false,
  quality: 88,
  frames: 1,
  loops: 0,
  gainMap: null,
}

describe('inspection', () => {
  test('tells what the header says, of a file, of bytes and of an engine alike', async () => {
    expect(await inspectFile(fixture('rotated.jpg'))).toEqual(ROTATED)
    expect(await inspect(fixtureBytes('rotated.jpg'))).toEqual(ROTATED)
    expect(await inspect(new Uint8Array(fixtureBytes('rotated.jpg')).buffer)).toEqual(ROTATED)
    expect(await ImageEngine.fromPath(fixture('rotated.jpg')).resize(7).inspect()).toEqual(ROTATED)
    expect(await ImageEngine.from(fixtureBytes('rotated.jpg')).inspect()).toEqual(ROTATED)
  })

  test('needs no more than the header', async () => {
    const half = fixtureBytes('pattern.jpg').subarray(0, 20_000)
    expect(await ImageEngine.from(half).dimensions()).toEqual({ width: 1200, height: 800 })
    await expect(ImageEngine.from(half).toBuffer('png')).rejects.toMatchObject({ code: 'SOURCE_TRUNCATED' })
  })

  test('of what is no image says so', async () => {
    await expect(inspect(Buffer.from('hello'))).rejects.toMatchObject({ code: 'SOURCE_NOT_AN_IMAGE' })
    await expect(inspectFile('/nowhere.jpg')).rejects.toMatchObject({ code: 'SOURCE_NOT_FOUND' })
    await expect(inspect('a.jpg' as never)).rejects.toMatchObject({ code: 'OPTION_INVALID' })
    await expect(inspectFile(5 as never)).rejects.toMatchObject({ code: 'OPTION_INVALID' })
  })

  test('obeys the chain’s limits', async () => {
    await expect(ImageEngine.fromPath(fixture('pattern.jpg')).limits({ side: 1199 }).inspect()).rejects.toMatchObject({
      code: 'LIMIT_SIDE',
    })
  })
})

describe('what is derived from a picture', () => {
  const red = async () =>
    ImageEngine.from(
      await ImageEngine.fromPath(fixture('small.png'))
        .resize(20, 10, 'fill')
        .tint('red')
        .flatten('red')
        .toBuffer('png'),
    )
  const flat = async () =>
    ImageEngine.from(
      await ImageEngine.fromPath(fixture('alpha.png'))
        .crop(0, 0, 1, 1)
        .resize(30, 20, 'contain')
        .background('#336699')
        .flatten()
        .toBuffer('png'),
    ).crop(0, 0, 4, 20)

  test('is the colour, the palette and the numbers of its pixels', async () => {
    const engine = await flat()
    expect(await engine.averageColor()).toBe('#336699')
    expect(await engine.palette(4)).toEqual(['#336699'])
    const { isOpaque, entropy, channels } = await engine.statistics()
    expect({ isOpaque, entropy }).toEqual({ isOpaque: true, entropy: 0 })
    expect(channels.slice(0, 3).map(({ mean, stdev }) => [mean, stdev])).toEqual([
      [0x33, 0],
      [0x66, 0],
      [0x99, 0],
    ])
  })

  test('sees the picture as the chain makes it', async () => {
    const engine = await red()
    expect(await engine.invert().averageColor()).not.toBe(await engine.averageColor())
    expect(await engine.rotate(90).thumbhash()).not.toEqual(await engine.thumbhash())
    expect(await engine.crop(0, 0, 3, 3).blurhash()).not.toBe(await engine.blurhash())
  })

  test('has the length that its components need', async () => {
    const engine = await red()
    expect((await engine.blurhash(4, 3)).length).toBe(4 + 2 + 2 * (4 * 3 - 1))
    expect((await engine.blurhash(1, 1)).length).toBe(6)
    expect((await engine.thumbhash()).length).toBeLessThanOrEqual(25)
    expect((await engine.palette(3)).length).toBeLessThanOrEqual(3)
  })

  test.each([
    ['palette', (engine: ImageEngine) => engine.palette(17), 'colors must be an integer from 1 to 16'],
    ['blurhash', (engine: ImageEngine) => engine.blurhash(0, 3), 'x must be an integer from 1 to 9'],
    ['blurhash', (engine: ImageEngine) => engine.blurhash(4, 9.5), 'y must be an integer from 1 to 9'],
  ])('refuses a bad number of %s', async (_, derive, message) => {
    await expect(derive(await red())).rejects.toMatchObject({
      code: 'OPTION_INVALID',
      message: expect.stringContaining(message),
    })
  })
})
