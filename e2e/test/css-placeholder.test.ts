import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { ImageEngine, Pipeline, silentLogger, transformImport } from '@lazy-image/core'
import { converter, type Oklab } from 'culori'
import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { openPage } from '../support/browser.js'
import { shownInChromium } from '../support/decoded.js'
import { photograph } from '../support/fixture.js'
import { type Colour, cellsOf, colourDifference, type Pixels } from '../support/pixels.js'
import { Project } from '../support/project.js'

const STYLESHEET = readFileSync(
  createRequire(import.meta.url).resolve('@lazy-image/components/placeholder.css'),
  'utf8',
)

const toRgb = converter('rgb')

const BOX = { width: 90, height: 60 }

/** How Chromium paints boxes with numbers for their placeholders. */
async function paint(numbers: readonly number[]): Promise<Pixels[]> {
  const { page, troubles, close } = await openPage('about:blank', { ...BOX, height: numbers.length * BOX.height })
  const boxes = numbers.map(number => `<i style="--lazy-image:${number}"></i>`).join('')
  const size = `width: ${BOX.width}px; height: ${BOX.height}px`
  await page.setContent(`<style>${STYLESHEET} body { margin: 0 } i { display: block; ${size} }</style>${boxes}`)
  const { rgba } = await pixelsOf(page, await page.screenshot())
  await close()
  expect(troubles).toEqual([])
  const bytes = BOX.width * BOX.height * 4
  return numbers.map((_, index) => ({ ...BOX, rgba: rgba.subarray(index * bytes, (index + 1) * bytes) }))
}

async function pixelsOf(page: Page, png: Buffer): Promise<Pixels> {
  const pixels = await shownInChromium(page, png, 'image/png')
  if (pixels === null) throw new Error('Chromium made no picture of the page')
  return pixels
}

function colourAt({ width, rgba }: Pixels, x: number, y: number): Colour {
  const [red = 0, green = 0, blue = 0] = rgba.subarray((y * width + x) * 4)
  return [red, green, blue]
}

const MIDDLES = [15, 45, 75].flatMap(x => [15, 45].map(y => ({ x, y, cell: (y > 30 ? 3 : 0) + Math.floor(x / 30) })))

/** What a number says, taken apart again. */
function said(number: number): { levels: number[]; at(level: number): Colour } {
  const whole = number + 999_999
  const colour = Math.floor(whole / 729)
  const [l, a, b] = [
    0.1 + 0.1 * Math.floor(colour / 289),
    0.025 * ((Math.floor(colour / 17) % 17) - 8),
    0.025 * ((colour % 17) - 8),
  ]
  const at = (level: number): Colour => {
    const { r, g, b: blue } = toRgb({ mode: 'oklab', l: l + 0.15 * level, a, b } satisfies Oklab)
    const levelOf = (value: number) => 255 * Math.min(1, Math.max(0, value))
    return [levelOf(r), levelOf(g), levelOf(blue)]
  }
  return { levels: [...Array(6).keys()].map(cell => (Math.floor(whole / 3 ** cell) % 3) - 1), at }
}

/** Every step of lightness, tints that sRGB has there, and every level in every cell: even, across, down, and one alone. */
const NUMBERS = Array.from({ length: 9 }, (_, l) => {
  const tint = Math.min(l, 8 - l)
  const [a, b] = [8 + (l % 2 === 0 ? tint : -tint) / 2, 8 + tint / 2].map(Math.floor)
  const cells = [0, 364, 26, 588, 140, 702, 445, 361, 728][l] ?? 0
  return -999_999 + ((l * 17 + (a ?? 8)) * 17 + (b ?? 8)) * 729 + cells
})

test('the stylesheet draws the colour of every number in the middle of its cells', async () => {
  const painted = await paint(NUMBERS)
  NUMBERS.forEach((number, index) => {
    const pixels = painted[index]
    if (pixels === undefined) throw new Error('a box is missing')
    const { levels, at } = said(number)
    for (const { x, y, cell } of MIDDLES) {
      const seen = colourAt(pixels, x, y)
      const offs = [-1, 0, 1].map(level => colourDifference(seen, at(level)))
      const level = levels[cell] ?? 0
      // Where neighbours differ, they reach as far as the middle.
      if (levels.every(other => other === level)) expect(offs[level + 1], `${number}, cell ${cell}`).toBeLessThan(1.5)
      expect(offs.indexOf(Math.min(...offs)) - 1, `${number}, cell ${cell}`).toBe(level)
    }
  })
})

describe('of a photograph', () => {
  const NAMES = ['bridge.jpg', 'pepper.jpg', 'smile.jpg', 'concert.jpg', 'tomb.jpg'] as const
  let seen: { name: string; placeholder: Pixels; picture: Pixels }[]

  beforeAll(async () => {
    const project = new Project(Object.fromEntries(NAMES.map(name => [name, photograph(name)])))
    const pipeline = new Pipeline({ cache: false, logger: silentLogger }, project.root)
    const numbers: number[] = []
    for (const name of NAMES) {
      const { value } = await transformImport(pipeline, `${project.path(name)}?w=90&as=img&placeholder=css`)
      numbers.push((value as { placeholder: number }).placeholder)
    }
    const painted = await paint(numbers)
    const { page, close } = await openPage('about:blank')
    seen = []
    for (const [index, placeholder] of painted.entries()) {
      const name = NAMES[index] ?? ''
      const engine = ImageEngine.fromPath(project.path(name)).resize({ ...BOX, fit: 'fill' })
      seen.push({ name, placeholder, picture: await pixelsOf(page, await engine.toBuffer('png')) })
    }
    await close()
  })

  const offBy = (one: Pixels, other: Pixels) => {
    const wanted = cellsOf(other, 3, 2, [0, 0, 0])
    const differences = cellsOf(one, 3, 2, [0, 0, 0]).map((cell, index) =>
      colourDifference(cell, wanted[index] ?? cell),
    )
    return differences.reduce((sum, difference) => sum + difference, 0) / differences.length
  }

  /** Measured were at most 11.4, and 20.2 at least between a placeholder and another picture. */
  test('it is nearer to its picture than to any other', () => {
    for (const { name, placeholder, picture } of seen) {
      const others = seen.filter(other => other.name !== name).map(other => offBy(placeholder, other.picture))
      expect(offBy(placeholder, picture), name).toBeLessThan(Math.min(13, ...others))
    }
  })
})
