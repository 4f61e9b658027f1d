import { cpSync } from 'node:fs'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { differenceCiede2000, parse } from 'culori'
import type { Page } from 'playwright-core'
import { describe, expect, onTestFinished, test } from 'vitest'
import { openPage } from '../support/browser.js'
import { runScript } from '../support/command-line.js'
import { startDevServer } from '../support/dev-server.js'
import { VITES } from '../support/hosts/vite.js'
import { Project } from '../support/project.js'
import { serveFolder } from '../support/static-server.js'

const EXAMPLE = fileURLToPath(new URL('../../examples/vite-placeholders', import.meta.url))

/** A card of the page: its picture, and what stands in the picture's place. */
interface Card {
  /** As the import has it. */
  text: string
  naturalWidth: number
  naturalHeight: number
  width: number
  height: number
  /** Mean colour of the picture. */
  mean: string
  /** Mean colours of 4 × 4 cells, 0–255, of the picture and of its placeholder; none where that is no picture. */
  cells: number[]
  placeholderCells: number[] | null
  placeholderWidth: number | null
  placeholderHeight: number | null
  /** Least distance of any pixel of the picture at 160 pixels to each colour of the text, in sRGB's levels. */
  nearest: number[]
}

function exampleCopy(): Project {
  const copy = new Project({}, join(EXAMPLE, 'node_modules'))
  const filter = (path: string) => !['node_modules', 'dist'].includes(basename(path))
  cpSync(EXAMPLE, copy.root, { recursive: true, filter })
  return copy
}

/** Looks at a card with the browser's own eyes: canvases. */
function cardOf(page: Page, kind: string): Promise<Card> {
  return page.evaluate(async id => {
    const figure = document.getElementById(id)
    const picture = figure?.querySelector('img')
    if (!figure || !picture) throw new Error(`no card ${id}`)
    picture.scrollIntoView()
    await picture.decode()

    const pixelsOf = (image: CanvasImageSource, width: number, height: number) => {
      const canvas = document.createElement('canvas')
      Object.assign(canvas, { width, height })
      const context = canvas.getContext('2d')
      if (context === null) throw new Error('no canvas')
      context.imageSmoothingQuality = 'high'
      context.drawImage(image, 0, 0, width, height)
      return context.getImageData(0, 0, width, height).data
    }
    // By means of our own: how a browser scales down far is its own affair.
    const cellsOf = (image: HTMLImageElement) => {
      const side = 128
      const data = pixelsOf(image, side, side)
      const sums = new Array<number>(4 * 4 * 3).fill(0)
      for (let y = 0; y < side; y++) {
        for (let x = 0; x < side; x++) {
          for (let channel = 0; channel < 3; channel++) {
            const cell = (Math.floor(y / 32) * 4 + Math.floor(x / 32)) * 3 + channel
            sums[cell] = (sums[cell] ?? 0) + (data[(y * side + x) * 4 + channel] ?? 0) / 1024
          }
        }
      }
      return sums
    }
    const text = figure.querySelector('code')?.textContent ?? ''
    const styled = figure.querySelector<HTMLElement>('.placeholder') ?? picture
    const [, uri] = /url\("?([^")]+)"?\)/.exec(styled.style.backgroundImage) ?? []
    const placeholder = uri === undefined ? null : new Image()
    if (placeholder !== null) {
      placeholder.src = uri ?? ''
      await placeholder.decode()
    }
    const cells = cellsOf(picture)
    const mean = [0, 1, 2].map(
      channel => cells.filter((_, index) => index % 3 === channel).reduce((a, b) => a + b) / 16,
    )
    const small = pixelsOf(picture, 160, 160)
    const nearest = (text.match(/#[0-9a-f]{6}/g) ?? []).map(colour => {
      const levels = [1, 3, 5].map(at => Number.parseInt(colour.slice(at, at + 2), 16))
      let least = Number.POSITIVE_INFINITY
      for (let at = 0; at < small.length; at += 4) {
        const distance = Math.hypot(...levels.map((level, channel) => level - (small[at + channel] ?? 0)))
        least = Math.min(least, distance)
      }
      return least
    })
    return {
      text,
      naturalWidth: picture.naturalWidth,
      naturalHeight: picture.naturalHeight,
      width: picture.width === 0 ? 0 : Number(picture.getAttribute('width')),
      height: Number(picture.getAttribute('height')),
      mean: `rgb(${mean.map(Math.round).join(', ')})`,
      cells,
      placeholderCells: placeholder && cellsOf(placeholder),
      placeholderWidth: placeholder?.naturalWidth ?? null,
      placeholderHeight: placeholder?.naturalHeight ?? null,
      nearest,
    }
  }, kind)
}

/** Mean difference of two lists of levels. */
function difference(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, level, index) => sum + Math.abs(level - (b[index] ?? 0)), 0) / a.length
}

/** Everything that must be right of the page in a browser. */
async function expectPlaceholders(url: string): Promise<void> {
  const { page, troubles, close } = await openPage(url)
  onTestFinished(close)
  await page.locator('#html img').waitFor()
  const cards = new Map<string, Card>()
  for (const kind of ['lqip', 'thumbhash', 'blurhash', 'color', 'palette', 'next', 'html']) {
    const card = await cardOf(page, kind)
    cards.set(kind, card)
    if (kind !== 'html') expect(card.naturalWidth, kind).toBe(640)
    expect([card.width, card.height], kind).toEqual([
      640,
      kind === 'lqip' || kind === 'html' ? 427 : card.naturalHeight,
    ])
  }
  expect(troubles).toEqual([])
  const of = (kind: string) => cards.get(kind) as Card

  // Four by four cells: tiny pictures are 2 to 6 levels off, what some 25 bytes say of strong contrasts is 11 to 14.
  for (const kind of ['lqip', 'thumbhash', 'blurhash', 'next', 'html']) {
    const { cells, placeholderCells } = of(kind)
    expect(difference(cells, placeholderCells ?? []), kind).toBeLessThan(20)
  }
  // A hash that were another picture's would be far off.
  expect(difference(of('lqip').cells, of('thumbhash').placeholderCells ?? [])).toBeGreaterThan(30)

  for (const kind of ['lqip', 'thumbhash', 'next', 'html']) {
    const { naturalWidth, naturalHeight, placeholderWidth, placeholderHeight } = of(kind)
    // Sides of some twenty pixels cannot be closer to a ratio.
    expect((placeholderWidth ?? 0) / (placeholderHeight ?? 1) / (naturalWidth / naturalHeight), kind).toBeCloseTo(1, 1)
  }
  for (const kind of ['lqip', 'next']) expect(of(kind).text.length, kind).toBeLessThanOrEqual(400)

  const mean = parse(of('color').mean)
  const told = parse(of('color').text)
  if (mean === undefined || told === undefined) throw new Error('no colours')
  expect(differenceCiede2000()(mean, told)).toBeLessThan(5)

  expect(of('palette').nearest).toHaveLength(5)
  for (const distance of of('palette').nearest) expect(distance).toBeLessThan(24)

  expect(of('html').text).toMatch(/<img [^>]*width="640" height="427" [^>]*loading="lazy" decoding="async"/)
}

test('a page with every kind of placeholder shows them, and the pictures behind, as built', async () => {
  const copy = exampleCopy()
  const { code, text } = await runScript(copy.root, 'vite/bin/vite.js', 'build')
  expect(code, text).toBe(0)
  // Placeholders are made of pixels that are decoded anyway: one decode for each photograph.
  expect(text).toMatch(/of 3 images · 3 decodes/)
  const server = await serveFolder(copy.path('dist'))
  onTestFinished(server.close)
  await expectPlaceholders(server.url)
})

describe.each(Object.entries(VITES))('the dev server of %s', (_name, vite) => {
  test('shows the same', async () => {
    const copy = exampleCopy()
    const dev = await startDevServer(vite, copy, { config: { optimizeDeps: { noDiscovery: false } } })
    await expectPlaceholders(`${dev.origin}/`)
    expect(dev.logger.errors).toEqual([])
  })
})
