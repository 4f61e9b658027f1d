import { ImageEngine } from '@lazy-image/core'
import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { openPage } from '../support/browser.js'
import { avifsWithExif, jpegsWithExif, pngsWithExif, webpsWithExif } from '../support/damaged/exif-in-containers.js'
import { decodedByEngine, shownInChromium } from '../support/decoded.js'
import type { Pixels } from '../support/pixels.js'

const [WIDTH, HEIGHT] = [48, 32]

/** A picture whose corners tell how it lies. */
const CORNERS = ImageEngine.from(
  Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}"><rect width="48" height="32" fill="#fff"/><rect width="16" height="16" fill="red"/><rect x="32" width="16" height="16" fill="blue"/></svg>`,
  ),
)

const encoded = async (format: 'jpeg' | 'png' | 'avif' | 'webp') =>
  Buffer.from(await CORNERS.flatten('#fff').toBuffer(format))

const [JPEG, PNG, AVIF, WEBP] = await Promise.all([encoded('jpeg'), encoded('png'), encoded('avif'), encoded('webp')])

/** EXIF's 1–8, from where the red corner and the blue one are. */
function orientationOf({ width, height, rgba }: Pixels): number {
  const colourAt = (x: number, y: number) => {
    const [red = 0, green = 0, blue = 0] = rgba.subarray((y * width + x) * 4)
    return green > 120 ? '-' : red > blue ? 'r' : 'b'
  }
  const [left, right, top, bottom] = [6, width - 7, 6, height - 7]
  const corners = [colourAt(left, top), colourAt(right, top), colourAt(right, bottom), colourAt(left, bottom)].join('')
  return ['rb--', 'br--', '--rb', '--br', 'r--b', '-rb-', '-br-', 'b--r'].indexOf(corners) + 1
}

let page: Page
beforeAll(async () => {
  ;({ page } = await openPage('about:blank'))
})

const seen = ({ width, height, ...pixels }: Pixels) => ({
  width,
  height,
  orientation: orientationOf({ width, height, ...pixels }),
})

async function expectAsChromium(bytes: Buffer, type: string): Promise<void> {
  const shown = await shownInChromium(page, bytes, type)
  if (shown === null) throw new Error('Chromium shows nothing')
  const { width, height } = await ImageEngine.from(bytes).inspect()
  expect({ width, height }).toEqual({ width: shown.width, height: shown.height })
  expect(seen(await decodedByEngine(bytes))).toEqual(seen(shown))
}

describe.each([
  ['JPEG', 'image/jpeg', jpegsWithExif(JPEG)],
  ['PNG', 'image/png', pngsWithExif(PNG)],
  ['AVIF', 'image/avif', avifsWithExif(AVIF)],
])('a %s lies as in Chromium, with', (_name, type, files) => {
  test.each(Object.entries(files))('%s', (_what, bytes) => expectAsChromium(bytes, type))

  test.each(Object.entries(files))('%s, and so does what keeps its metadata', async (_what, bytes) => {
    const kept = Buffer.from(await ImageEngine.from(bytes).keepMetadata('all').toBuffer('jpeg'))
    const shown = await shownInChromium(page, kept, 'image/jpeg')
    expect(shown === null ? null : seen(shown)).toEqual(seen(await decodedByEngine(bytes)))
  })
})

describe('a WebP is turned by its EXIF, which Chromium does not read there, with', () => {
  test.each(Object.entries(webpsWithExif(WEBP, WIDTH, HEIGHT)))('%s', async (_what, { bytes, orientation }) => {
    const shown = await shownInChromium(page, bytes, 'image/webp')
    expect(shown === null ? null : seen(shown)).toEqual({ width: WIDTH, height: HEIGHT, orientation: 1 })
    expect((await ImageEngine.from(bytes).inspect()).orientation).toBe(orientation)
    expect(seen(await decodedByEngine(bytes)).orientation).toBe(orientation)
  })
})
