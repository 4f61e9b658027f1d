import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Finished, runScript } from '../support/command-line.js'
import { startDevServer } from '../support/dev-server.js'
import { copyOfExample, EXAMPLES } from '../support/example.js'
import { VITES } from '../support/hosts/vite.js'
import { type Colour, cellsOf, colourDifference, coloursIn, meanOf, mirrored, type Pixels } from '../support/pixels.js'
import { comparable, lookAtPlaceholders, type PlaceholdersPage } from '../support/placeholders-page.js'
import { filesBelow, type Project, scratchFolder } from '../support/project.js'
import type { ShownPlaceholder } from '../support/shown-placeholders.js'
import { serveFolder } from '../support/static-server.js'

/** The pictures of the page, and the height in pixels that a width of 480 gives each. */
const HEIGHTS: Readonly<Record<string, number>> = { bridge: 320, smile: 262, pepper: 680, balloon: 600 }
const KINDS = ['lqip', 'thumbhash', 'blurhash', 'color', 'palette']

/**
 * CIEDE2000 between a picture and its placeholder: the mean of 4 × 4 cells, and their mean colours. Measured were at most
 * 3.2 and 2.4 (lqip), 7.4 and 2.2 (thumbhash), 8.3 and 5.4 (blurhash); the reference encoders' own hashes of these
 * pictures are off by up to 7.8 and 10.2 in the cells, and two different pictures of the page by 20 at least.
 */
const TOLERANCE: Readonly<Record<string, { cells: number; mean: number }>> = {
  lqip: { cells: 4, mean: 3 },
  thumbhash: { cells: 9, mean: 3 },
  blurhash: { cells: 10, mean: 7 },
}

/** A colour of a picture is off by 0.4 at most, one of a palette by 0.7 from some pixel: 2 is hardly seen. */
const HARDLY_SEEN = 2

const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz#$%*+,-.:;=?@[]^_{|}~'

/** How far a placeholder is from a picture, as the mean of cells; what is transparent, over white and over black. */
function offBy({ kind }: ShownPlaceholder, cover: Pixels, picture: Pixels): number {
  // A BlurHash has no transparency: the mean colour takes its place.
  const backgrounds: Colour[] =
    kind === 'blurhash'
      ? [trueMean(picture)]
      : [
          [255, 255, 255],
          [0, 0, 0],
        ]
  const differences = backgrounds.flatMap(background => {
    const wanted = cellsOf(picture, 4, 4, background)
    return cellsOf(cover, 4, 4, background).map((cell, index) => colourDifference(cell, wanted[index] ?? [0, 0, 0]))
  })
  return differences.reduce((sum, difference) => sum + difference, 0) / differences.length
}

function trueMean(pixels: Pixels): Colour {
  const mean = meanOf(pixels)
  if (mean === null) throw new Error('nothing to be seen')
  return mean
}

let built: Finished
let project: Project
let seen: PlaceholdersPage
let server: { url: string; close(): void }

beforeAll(async () => {
  project = copyOfExample('placeholders', scratchFolder())
  built = await runScript(project.root, 'vite/bin/vite.js', 'build')
  expect(built.code, built.text).toBe(0)
  server = await serveFolder(project.path('dist'))
  seen = await lookAtPlaceholders(server.url)
})
afterAll(() => server?.close())

/** The placeholders of some kinds, each as a row of its own in what a failure says. */
function each(kinds: readonly string[], expectOf: (shown: ShownPlaceholder, name: string) => void): void {
  const some = seen.placeholders.filter(({ kind }) => kinds.includes(kind))
  expect(some.length).toBe(kinds.length * Object.keys(HEIGHTS).length)
  for (const shown of some) expectOf(shown, `${shown.kind} of ${shown.id}`)
}

describe('the page of placeholders, built', () => {
  test('makes each picture once, whatever placeholders come with it', () => {
    expect(built.text).toMatch(/28 outputs of 4 images · 28 encoded/)
    expect(built.text).not.toMatch(/warning/i)
    expect(project.list('dist').filter(file => /\.(?:avif|webp)$/.test(file)).length).toBe(8)
  })

  test('shows every picture as asked for, without a complaint, and nothing jumps', () => {
    expect(seen.troubles).toEqual([])
    expect(seen.heights[1]).toBe(seen.heights[0])
    expect(seen.placeholders.map(({ kind, id }) => `${kind} ${id}`)).toEqual(
      KINDS.flatMap(kind => Object.keys(HEIGHTS).map(id => `${kind} ${id}`)),
    )
    const sizes = seen.pictures.map(({ naturalWidth, naturalHeight }) => [naturalWidth, naturalHeight])
    const row = Object.values(HEIGHTS).map(height => [480, height])
    expect(sizes).toEqual([...KINDS.flatMap(() => row), [960, 524], [960, 641]])
    for (const { width, height, naturalWidth, naturalHeight, promisedWidth, loading } of seen.pictures) {
      expect([width, height, promisedWidth]).toEqual([naturalWidth, naturalHeight, naturalWidth])
      expect(loading).toBe('lazy')
    }
  })

  test('a tiny picture and a ThumbHash have the ratio of the picture', () => {
    each(['lqip', 'thumbhash'], ({ kind, id, size, picture }, name) => {
      const [longer, shorter] = [Math.max(picture.width, picture.height), Math.min(picture.width, picture.height)]
      const { width = 0, height = 0 } = size ?? {}
      expect(width > height, name).toBe(picture.width > picture.height)
      const side = Math.max(width, height)
      const off = Math.abs(Math.min(width, height) - (side * shorter) / longer)
      // To the nearest pixel; a ThumbHash counts its shorter side in sevenths of the longer, in fifths with transparency.
      const steps = id === 'balloon' ? 5 : 7
      expect(off, name).toBeLessThanOrEqual(kind === 'lqip' ? 0.5 : 0.5 + side / steps / 2)
      if (kind === 'thumbhash') expect(side, name).toBe(32)
    })
  })

  test('a BlurHash has four waves along the longer side of the picture, three along the shorter', () => {
    each(['blurhash'], ({ told, picture }, name) => {
      const first = DIGITS.indexOf(told.charAt(0))
      const isLandscape = picture.width > picture.height
      expect([(first % 9) + 1, Math.floor(first / 9) + 1], name).toEqual(isLandscape ? [4, 3] : [3, 4])
      expect(told.length, name).toBe(28)
    })
  })

  test('a tiny picture and the hashes, as the reference decodes them, have the colours of the picture where it has them', () => {
    each(Object.keys(TOLERANCE), (shown, name) => {
      const { cells = 0, mean = 0 } = TOLERANCE[shown.kind] ?? {}
      if (shown.cover === null) throw new Error(`${name} shows no picture`)
      expect(offBy(shown, shown.cover, shown.picture), name).toBeLessThan(cells)
      expect(colourDifference(trueMean(shown.cover), trueMean(shown.picture)), name).toBeLessThan(mean)
    })
  })

  test('they are nearer to their picture than to its mirror images and to every other picture', () => {
    each(Object.keys(TOLERANCE), (shown, name) => {
      const { cover, picture, kind, id } = shown
      if (cover === null) throw new Error(`${name} shows no picture`)
      const others = seen.placeholders.filter(other => other.kind === kind && other.id !== id)
      const wrong = [
        mirrored(picture, { x: true, y: false }),
        mirrored(picture, { x: false, y: true }),
        mirrored(picture, { x: true, y: true }),
        ...others.map(other => other.picture),
      ]
      const nearest = Math.min(...wrong.map(pixels => offBy(shown, cover, pixels)))
      expect(offBy(shown, cover, picture), name).toBeLessThan(nearest)
    })
  })

  test('transparency stays in a tiny picture and in a ThumbHash', () => {
    each(['lqip', 'thumbhash'], ({ id, cover }, name) => {
      const alphas = (cover?.rgba ?? new Uint8Array()).filter((_, index) => index % 4 === 3)
      const least = alphas.reduce((a, b) => Math.min(a, b), 255)
      if (id === 'balloon') expect(least, name).toBeLessThan(32)
      else expect(least, name).toBe(255)
    })
  })

  test('a tiny picture is a data URI of 400 characters at most', () => {
    each(['lqip'], ({ dataUri, told }, name) => {
      expect(dataUri, name).toMatch(/^data:image\/webp;base64,[\w+/]+=*$/)
      expect(dataUri.length, name).toBeLessThanOrEqual(400)
      expect(told, name).toBe(`${dataUri.length} characters`)
    })
  })

  test('the colour is the mean of the picture', () => {
    each(['color'], ({ colours, picture, told }, name) => {
      expect(told, name).toMatch(/^#[0-9a-f]{6}$/)
      const [colour = [0, 0, 0] as const, ...more] = colours
      expect(more, name).toEqual([])
      expect(colourDifference(colour, trueMean(picture)), name).toBeLessThan(HARDLY_SEEN)
    })
  })

  test('every colour of a palette occurs in the picture, and no two are alike', () => {
    each(['palette'], ({ colours, picture }, name) => {
      expect(colours.length, name).toBe(5)
      const occurring = coloursIn(picture)
      for (const [index, colour] of colours.entries()) {
        const is = `${name}: ${colour}`
        expect(
          occurring.some(other => colourDifference(colour, other) < HARDLY_SEEN),
          is,
        ).toBe(true)
        const later = colours.slice(index + 1).map(other => colourDifference(colour, other))
        expect(Math.min(...later), is).toBeGreaterThan(2 * HARDLY_SEEN)
      }
    })
  })

  test('a ready element has its size, loads late, decodes aside, and brings its placeholder', () => {
    const [html, next] = seen.ready
    expect(html?.attributes).toMatchObject({ width: '960', height: '524', loading: 'lazy', decoding: 'async' })
    expect(html?.text).toMatch(/^<picture><source type="image\/avif".* width="960" height="524" .*<\/picture>$/)
    expect(html?.text).toMatch(/ loading="lazy" decoding="async" /)
    expect(JSON.parse(next?.text ?? '')).toMatchObject({ width: 960, height: 641 })
    for (const { attributes } of seen.ready) {
      const [, dataUri = ''] = /url\("?(data:[^")]*)"?\)/.exec(attributes['style'] ?? '') ?? []
      expect(dataUri).toMatch(/^data:image\/webp;base64,/)
      expect(dataUri.length).toBeLessThanOrEqual(400)
    }
  })
})

test.each(Object.entries(VITES))('the dev server of %s shows the same page, to the pixel', async (_name, vite) => {
  const copy = copyOfExample('placeholders', scratchFolder())
  const dev = await startDevServer(vite, copy)
  const inDev = await lookAtPlaceholders(`${dev.origin}/`)
  expect(inDev.troubles).toEqual([])
  expect(inDev.heights[1]).toBe(inDev.heights[0])
  expect(dev.logger.errors).toEqual([])
  expect(comparable(inDev)).toEqual(comparable(seen))
})

test('the example carries a drawing of known origin, under 1 MB', () => {
  const folder = join(EXAMPLES, 'placeholders/pictures')
  const { drawings } = JSON.parse(readFileSync(join(folder, 'provenance.json'), 'utf8'))
  const told = drawings.map(({ file }: { file: string }) => file)
  expect([...told, 'provenance.json'].sort()).toEqual(filesBelow(folder))
  const bytes = filesBelow(folder).map(file => statSync(join(folder, file)).size)
  expect(bytes.reduce((total, size) => total + size, 0)).toBeLessThan(1_000_000)
})
