import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { crc32, deflateSync } from 'node:zlib'
import { transformImport } from '@lazy-image/core'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { plannedSize } from '../../dist/plan/variant.js'
import { planned } from '../support/planned.js'
import { anyWritten, queryOf } from '../support/queries.js'
import { recordedPipeline } from '../support/recorded-pipeline.js'
import { scratchFolder } from '../support/scratch-folder.js'

/** A PNG of pixels that have nothing to do with each other, each channel at an end of its scale; the same for a seed. */
function noise(width: number, height: number, channels: number, seed: number): Buffer {
  let state = seed + 1
  const rows = Array.from({ length: height }, () => {
    const row = Buffer.alloc(1 + width * channels)
    for (let at = 1; at < row.length; at++) {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
      row[at] = state >>> 31 === 1 ? 255 : 0
    }
    return row
  })
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, channels === 4 ? 6 : 2], 8)
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.concat(rows))),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type), data])
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(data.length)
  sum.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, sum])
}

const { pipeline } = recordedPipeline({ strict: 'warn' })

/** Longest side in pixels of what each kind is made from. */
const SIDES = { lqip: 24, thumbhash: 100, blurhash: 64, color: 64, palette: 100 } as const
const KINDS = Object.keys(SIDES) as (keyof typeof SIDES)[]

async function planOf(query: string, file = 'pattern.jpg') {
  return (await planned(pipeline, `${file}?${query}`, { mayEncode: false })).plan
}

describe('what a placeholder is made from', () => {
  test('is never larger than its kind takes, and no larger than the picture itself', async () => {
    await fc.assert(
      fc.asyncProperty(anyWritten(1), fc.constantFrom(...KINDS), async (written, kind) => {
        const plan = await planOf(queryOf(written))
        const [image] = plan.images
        if (image === undefined) throw new Error('no image')
        const whole = plannedSize(image.variant)
        const small = plannedSize(plan.placeholderOf(kind).variant)
        if (whole === null || small === null) {
          expect([whole, small]).toEqual([null, null])
          return
        }
        expect(Math.max(small.width, small.height)).toBeLessThanOrEqual(SIDES[kind])
        expect(small.width).toBeLessThanOrEqual(whole.width)
        expect(small.height).toBeLessThanOrEqual(whole.height)
        const { framing } = plan.placeholderOf(kind).variant
        if (framing.kind === 'fixed' && framing.frame.canvas !== null) {
          const { width, height, canvas } = framing.frame
          expect(canvas.left).toBeGreaterThanOrEqual(0)
          expect(canvas.top).toBeGreaterThanOrEqual(0)
          expect(canvas.left + width).toBeLessThanOrEqual(canvas.width)
          expect(canvas.top + height).toBeLessThanOrEqual(canvas.height)
        }
      }),
      { numRuns: 500 },
    )
  })

  test('is the picture as it is shown: its part, colours and turns, but nothing that changes single pixels', async () => {
    const plan = await planOf('w=600&h=300&crop=100,100,600,600&rotate=90&grayscale&blur=5&sharpen&median&format=avif')
    const { variant } = plan.placeholderOf('lqip')
    expect(plannedSize(variant)).toEqual({ width: 12, height: 24 })
    expect(variant.framing).toMatchObject({ frame: { region: { left: 100, top: 250, width: 600, height: 300 } } })
    expect(variant.operations.map(({ kind }) => kind)).toEqual(['rotate', 'grayscale'])
    expect(variant).toMatchObject({ encoding: { format: 'webp' }, metadata: 'none', orSource: false })
  })

  test('fits its kind also where the corners of a turned picture need room', async () => {
    for (const [query, file] of [
      ['rotate=45', 'pattern.jpg'],
      ['rotate=45&aspect=1', 'pattern.jpg'],
      ['rotate=10&w=999&h=7', 'pattern.jpg'],
      ['rotate=-33.3', 'rotated.jpg'],
    ] as const) {
      const size = plannedSize((await planOf(query, file)).placeholderOf('thumbhash').variant)
      expect(Math.max(size?.width ?? 0, size?.height ?? 0)).toBeLessThanOrEqual(100)
      expect(Math.max(size?.width ?? 0, size?.height ?? 0)).toBeGreaterThan(95)
    }
  })

  test('is bounded on both sides where trimming decides the size', async () => {
    const requestOf = async (query: string) => {
      const { framing } = (await planOf(`trim&${query}`)).placeholderOf('thumbhash').variant
      if (framing.kind !== 'trimmed') throw new Error('a trimmed framing was expected')
      return framing.request
    }
    expect(await requestOf('format=webp')).toMatchObject({ width: 100, height: 100, fit: 'inside' })
    expect(await requestOf('w=800')).toMatchObject({ width: 100, height: 100, fit: 'inside' })
    expect(await requestOf('w=800&h=200&fit=fill')).toMatchObject({ width: 100, height: 25, fit: 'fill' })
    expect(await requestOf('aspect=4')).toMatchObject({ width: 100, height: null, aspect: 4 })
    expect(await requestOf('aspect=1:4&w=800')).toMatchObject({ width: null, height: 100, aspect: 0.25 })
    expect(await requestOf('rotate=45')).toMatchObject({ width: 70, height: 70, fit: 'inside' })
  })

  test('lies over the background where the picture does, and only where something is transparent', async () => {
    const operationsOf = async (query: string, file: string) => {
      const { operations } = (await planOf(query, file)).placeholderOf('lqip').variant
      return operations
    }
    const red = { kind: 'flatten', background: [255, 0, 0] }
    expect(await operationsOf('w=40&format=jpg&background=red', 'alpha.png')).toEqual([red])
    expect(await operationsOf('w=40&flatten&background=red', 'alpha.png')).toEqual([red])
    expect(await operationsOf('w=40&format=webp', 'alpha.png')).toEqual([])
    expect(await operationsOf('w=40&format=jpg&background=red', 'small.png')).toEqual([])
  })

  test('fits its data URI whatever the pixels are', async () => {
    const folder = scratchFolder()
    for (const [index, channels] of [3, 4, 3, 4, 4, 4].entries()) {
      const file = join(folder, `noise-${index}.png`)
      writeFileSync(file, noise(100, 100, channels, index))
      const { value } = await transformImport(pipeline, `${file}?w=90&as=img&placeholder=lqip`)
      const { placeholder } = value as { placeholder: string }
      expect(placeholder).toMatch(/^data:image\/webp;base64,/)
      expect(placeholder.length).toBeLessThanOrEqual(400)
    }
  })

  test('is the first picture of the request, and one file name tells what it is', async () => {
    const plan = await planOf('w=80;40&format=webp;png')
    expect(plan.placeholderOf('color')).toMatchObject({ fileName: 'pattern.color', density: null })
    expect(plan.placeholderOf('color').selection).toEqual(plan.images[0]?.selection)
  })

  test('is one for all sizes and formats of a picture, so that it is made once', async () => {
    const keyOf = async (query: string) => (await planOf(query)).placeholderOf('lqip').recipe.key
    const key = await keyOf('w=400')
    for (const query of ['w=800', 'w=400;800&format=webp;jpg', 'quality=30&format=avif', 'densities=1x;2x&w=300']) {
      expect(await keyOf(query), query).toBe(key)
    }
    expect(await keyOf('w=400&grayscale')).not.toBe(key)
  })
})
