import { ImageEngine, LazyImageError } from '@lazy-image/core'
import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { openPage } from '../support/browser.js'
import { DAMAGED_EXIF, OTHER_TYPES, withExif } from '../support/damaged/exif.js'
import { GIF, LOST_GIFS, WHOLE_GIFS, WIDE_FRAMED_GIF } from '../support/damaged/gif.js'
import { lostJpegs, wholeJpegs, withoutEnd } from '../support/damaged/jpeg.js'
import { chunk, colouredPng, LOST_PNGS, numbers, PNG, WHOLE_PNGS } from '../support/damaged/png.js'
import { LATE_ROOTS, SVG_SIZES, svgWith } from '../support/damaged/svg.js'
import { decodedByEngine, differenceOf, shownInChromium } from '../support/decoded.js'
import type { Pixels } from '../support/pixels.js'

let page: Page
beforeAll(async () => {
  ;({ page } = await openPage('about:blank'))
})

/** White with a red corner at the upper left, so that its orientation shows. */
const CORNER = await ImageEngine.from(
  Buffer.from(
    '<svg xmlns="http://www.w3.org/2000/svg" width="48" height="32"><rect width="48" height="32" fill="#fff"/><rect width="16" height="16" fill="red"/></svg>',
  ),
)
  .toBuffer('jpeg')
  .then(Buffer.from)

const JPEG = Buffer.from(
  await ImageEngine.from(svgWith('width="200" height="120"')).flatten('#fff').toBuffer('jpeg', 80),
)

async function refusal(made: Promise<unknown>): Promise<string> {
  const error = await made.catch((thrown: unknown) => thrown)
  return error instanceof LazyImageError ? error.code : 'built'
}

/** The engine's picture is the sound one, and Chromium's. */
async function expectWhole(bytes: Buffer, sound: Buffer, type: string): Promise<void> {
  const [made, intended, shown] = [
    await decodedByEngine(bytes),
    await decodedByEngine(sound),
    await shownInChromium(page, bytes, type),
  ]
  expect(differenceOf(made, intended)).toEqual({ mean: 0, most: 0 })
  if (shown === null) throw new Error('Chromium shows nothing')
  expect(differenceOf(made, shown).most).toBeLessThanOrEqual(1)
}

describe.each([
  ['PNG', 'image/png', PNG, WHOLE_PNGS.sound, WHOLE_PNGS.repaired, LOST_PNGS],
  ['JPEG', 'image/jpeg', JPEG, {}, wholeJpegs(JPEG), lostJpegs(JPEG)],
  ['GIF', 'image/gif', GIF, WHOLE_GIFS.sound, WHOLE_GIFS.repaired, LOST_GIFS],
])('a %s', (_name, type, intact, sound, repaired, lost) => {
  test.each(Object.entries(sound))('%s is built, however strict', async (_what, bytes) => {
    await expectWhole(bytes, intact, type)
    expect(await refusal(decodedByEngine(bytes, 'warning'))).toBe('built')
  })

  test.each(Object.entries(repaired))('%s is built, unless repairs are refused', async (_what, bytes) => {
    await expectWhole(bytes, intact, type)
    expect(await refusal(decodedByEngine(bytes, 'warning'))).toBe('SOURCE_REPAIRED')
  })

  test.each(Object.entries(lost))('%s is refused, unless losses are allowed', async (_what, { bytes, code }) => {
    expect(await refusal(decodedByEngine(bytes))).toBe(code)
    expect(await refusal(decodedByEngine(bytes, 'warning'))).toBe(code)
    expect(await refusal(decodedByEngine(bytes, 'truncated'))).toBe(code === 'SOURCE_TRUNCATED' ? code : 'built')
    const some = await decodedByEngine(bytes, 'none')
    const all = await shownInChromium(page, bytes, type)
    expect([some.width, some.height]).toEqual([all?.width, all?.height])
  })
})

test('a JPEG without its end marker is whole, though Chromium waits for more of its last row', async () => {
  expect(differenceOf(await decodedByEngine(withoutEnd(JPEG)), await decodedByEngine(JPEG)).most).toBe(0)
  expect(await refusal(decodedByEngine(withoutEnd(JPEG), 'warning'))).toBe('SOURCE_REPAIRED')
})

test('room is made for a first frame that reaches beyond its screen', async () => {
  const [made, shown] = [
    await decodedByEngine(WIDE_FRAMED_GIF),
    await shownInChromium(page, WIDE_FRAMED_GIF, 'image/gif'),
  ]
  expect([made.width, made.height]).toEqual([20, 16])
  expect(shown === null ? null : differenceOf(made, shown)).toEqual({ mean: 0, most: 0 })
})

describe('the colours of a PNG', () => {
  const SRGB = [31_270, 32_900, 64_000, 33_000, 30_000, 60_000, 15_000, 6_000]
  const P3 = [31_270, 32_900, 68_000, 32_000, 26_500, 69_000, 15_000, 6_000]
  const gamma = (value: number) => chunk('gAMA', numbers(value))
  const primaries = (values: readonly number[]) => chunk('cHRM', numbers(...values))

  test.each<[string, Buffer[], changes: boolean]>([
    ['a gamma of 1', [gamma(100_000)], true],
    ['a gamma of 1/1.8', [gamma(55_556)], true],
    ['a gamma of 1/3', [gamma(33_333)], true],
    ['a gamma of 1/2', [gamma(50_000)], true],
    ['the gamma of a screen', [gamma(45_455)], false],
    ['nearly the gamma of a screen', [gamma(47_000)], false],
    ['the gamma of a screen with the primaries of sRGB', [gamma(45_455), primaries(SRGB)], true],
    ['a gamma of 1 with the primaries of Display P3', [gamma(100_000), primaries(P3)], true],
    ['the gamma of a screen with the primaries of Display P3', [gamma(45_455), primaries(P3)], true],
    ['primaries alone', [primaries(P3)], false],
    ['a gamma with primaries that are none', [gamma(100_000), primaries(SRGB.map(() => 0))], false],
    ['a gamma beside a word for sRGB', [gamma(100_000), chunk('sRGB', Buffer.of(0))], false],
    ['two gammas', [gamma(100_000), gamma(45_455)], true],
    ['code points of Display P3', [chunk('cICP', Buffer.of(12, 13, 0, 1))], true],
    ['code points of sRGB beside a gamma', [chunk('cICP', Buffer.of(1, 13, 0, 1)), gamma(100_000)], false],
  ])('are those that Chromium shows: %s', async (_what, chunks, changes) => {
    const bytes = colouredPng(...chunks)
    const [made, plain, shown] = [
      await decodedByEngine(bytes),
      await decodedByEngine(PNG),
      await shownInChromium(page, bytes, 'image/png'),
    ]
    expect(differenceOf(made, plain).most > 0).toBe(changes)
    if (shown === null) throw new Error('Chromium shows nothing')
    expect(differenceOf(made, shown).most).toBeLessThanOrEqual(2)
  })
})

/** Whether a figure of the browser's own font is half as wide as it is high. */
function hasTimes(page: Page): Promise<boolean> {
  return page.evaluate(() => {
    const ruler = document.body.appendChild(document.createElement('div'))
    ruler.style.width = '100ch'
    const width = ruler.getBoundingClientRect().width
    ruler.remove()
    return Math.abs(width - 800) < 1
  })
}

describe('an SVG', () => {
  test.each(SVG_SIZES)('has the size that Chromium gives it: %s', async (attributes, size) => {
    const bytes = svgWith(attributes)
    const { width, height } = await ImageEngine.from(bytes).inspect()
    expect(`${width}x${height}`).toBe(size)
    // The engine has the metrics of Times, which a browser has where some font of that kind is installed.
    if (/\d(?:ex|ch)"/.test(attributes) && !(await hasTimes(page))) return
    const shown = await shownInChromium(page, bytes, 'image/svg+xml')
    expect(`${shown?.width}x${shown?.height}`).toBe(size)
    // Edges are drawn by another rasteriser; a viewBox without width shows nothing there.
    if (shown !== null && !attributes.includes('0 0 0 ')) {
      expect(differenceOf(await decodedByEngine(bytes), shown).mean).toBeLessThan(6)
    }
  })

  test('whose sides are both missing is as large as its viewBox, where Chromium takes the shape alone', async () => {
    for (const attributes of ['', 'width="100%" height="100%"', 'width="50%"']) {
      const { width, height } = await ImageEngine.from(svgWith(`viewBox="0 0 40 20" ${attributes}`)).inspect()
      expect([width, height]).toEqual([40, 20])
    }
  })

  test.each(Object.entries(LATE_ROOTS))('is known by a root %s', async (_where, bytes) => {
    const [made, shown] = [await decodedByEngine(bytes), await shownInChromium(page, bytes, 'image/svg+xml')]
    expect([made.width, made.height]).toEqual([20, 10])
    expect([shown?.width, shown?.height]).toEqual([20, 10])
  })
})

/** Where the red corner is. */
function orientationOf({ width, height, rgba }: Pixels): number {
  const isRed = (x: number, y: number) => {
    const at = (y * width + x) * 4
    return (rgba[at] ?? 0) > 150 && (rgba[at + 1] ?? 255) < 100
  }
  if (width > height) return isRed(6, 6) ? 1 : 0
  return isRed(width - 7, 6) ? 6 : 0
}

describe('a picture lies as Chromium shows it, with an EXIF block that has', () => {
  test.each(Object.entries(DAMAGED_EXIF))('%s', async (_what, [exif, orientation]) => {
    const bytes = withExif(CORNER, exif)
    expect((await ImageEngine.from(bytes).inspect()).orientation).toBe(orientation)
    expect(orientationOf(await decodedByEngine(bytes))).toBe(orientation)
    const shown = await shownInChromium(page, bytes, 'image/jpeg')
    expect(shown === null ? null : orientationOf(shown)).toBe(orientation)
  })

  test('another byte of padding', async () => {
    const bytes = withExif(CORNER, DAMAGED_EXIF['sound']?.[0] ?? Buffer.alloc(0), 0xff)
    expect(orientationOf(await decodedByEngine(bytes))).toBe(6)
    const shown = await shownInChromium(page, bytes, 'image/jpeg')
    expect(shown === null ? null : orientationOf(shown)).toBe(6)
  })

  test.each(Object.entries(OTHER_TYPES))(
    'an orientation in %s, which is read and not left behind',
    async (_what, exif) => {
      const bytes = withExif(CORNER, exif)
      expect(orientationOf(await decodedByEngine(bytes))).toBe(6)
      const kept = Buffer.from(await ImageEngine.from(bytes).keepMetadata().toBuffer('jpeg'))
      expect(kept.includes('Exif\0')).toBe(true)
      expect((await ImageEngine.from(kept).inspect()).orientation).toBe(1)
    },
  )
})
