import { readdirSync, readFileSync } from 'node:fs'
import { basename, extname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ImageEngine } from '@lazy-image/core'
import type { Page } from 'playwright-core'
import { beforeAll, expect, test } from 'vitest'
import { openPage } from '../support/browser.js'
import { corpusPictures } from '../support/corpus.js'
import { decodedByEngine, differenceOf, shownInChromium } from '../support/decoded.js'

/** What browsers read, by the ends of names, and how far the two pictures may be apart: on average, at one pixel. */
const FORMATS: Readonly<Record<string, { type: string; mean: number; most: number }>> = {
  // The same library, and profiles rounded otherwise.
  '.jpg': { type: 'image/jpeg', mean: 0.3, most: 3 },
  '.png': { type: 'image/png', mean: 0.6, most: 2 },
  '.gif': { type: 'image/gif', mean: 0, most: 0 },
  '.bmp': { type: 'image/bmp', mean: 0, most: 0 },
  // Colours under alpha come back from a canvas rounded twice.
  '.webp': { type: 'image/webp', mean: 0.5, most: 2 },
  '.ico': { type: 'image/x-icon', mean: 0.5, most: 2 },
  // Chroma is enlarged by another filter.
  '.avif': { type: 'image/avif', mean: 0.6, most: 4 },
  // Edges are drawn by another rasteriser.
  '.svg': { type: 'image/svg+xml', mean: 1, most: 80 },
}

/** Inks go through the profile of a press here, and through a bare formula there. */
const INKS = { mean: 26, most: 120 }

/** Grey of 16 bits is rounded to 8 before its gamma is applied there, and behind it here. */
const WIDE_GREY = { mean: 1, most: 14 }

/** What Chromium shows otherwise than the file means, and why. */
const CHROMIUM_DIFFERS: ReadonlySet<string> = new Set([
  // It does not look at EXIF in WebP; sharp and we turn the picture.
  'exif8.webp',
  // It does not cut out a clean aperture that begins elsewhere than at the corner.
  'cropped.avif',
  // It takes full-range samples for limited ones where only the sequence's track says so, and so for alpha.
  'sequence.avif',
  'alpha.avif',
  'rgba-multiplied.avif',
  // It converts 12 bits with a coarser filter of chroma.
  'rgb-12-bits.avif',
])

const folder = (path: string) => fileURLToPath(new URL(path, import.meta.url))

const FILES = [
  ...[
    '../../native/engine/tests/fixtures',
    '../../packages/core/test/fixtures',
    '../fixtures',
    '../fixtures/imagetools',
  ]
    .map(folder)
    .flatMap(path => readdirSync(path).map(name => `${path}/${name}`)),
  ...corpusPictures('formats', 'formats/pngsuite', 'graphics', 'orientation'),
  ...corpusPictures('photos').slice(0, 3),
].filter(path => extname(path) in FORMATS && !CHROMIUM_DIFFERS.has(basename(path)))

let page: Page
beforeAll(async () => {
  ;({ page } = await openPage('about:blank'))
})

test.each(FILES.map(path => [basename(path), path]))('%s looks as in Chromium', async (_name, path) => {
  const bytes = readFileSync(path)
  const format = FORMATS[extname(path)]
  const shown = format === undefined ? null : await shownInChromium(page, bytes, format.type)
  // What neither shows is none of ours: PngSuite has files that must be refused.
  if (format === undefined || shown === null) return
  const facts = await ImageEngine.from(bytes)
    .inspect()
    .catch(() => null)
  const made = await decodedByEngine(bytes).catch(() => null)
  if (made === null && basename(path).startsWith('x')) return
  if (made === null) throw new Error('Chromium shows it, and the engine refuses it')
  const isWideGrey = facts?.colorspace === 'gray' && facts.bitDepth === 16
  const { mean, most } = facts?.colorspace === 'cmyk' ? INKS : isWideGrey ? WIDE_GREY : format
  const difference = differenceOf(made, shown)
  expect(difference.mean).toBeLessThanOrEqual(mean)
  expect(difference.most).toBeLessThanOrEqual(most)
})
