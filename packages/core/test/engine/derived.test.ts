import { decode as decodeBlurHash, encode as encodeBlurHash } from 'blurhash'
import { rgbaToThumbHash, thumbHashToApproximateAspectRatio, thumbHashToAverageRGBA, thumbHashToRGBA } from 'thumbhash'
import { describe, expect, test } from 'vitest'
import { DEFAULT_ENGINE_LIMITS as LIMITS } from '../../dist/chain/engine-limits.js'
import { renderBatch } from '../../dist/engine/engine.js'
import { LazyImageError } from '../../dist/errors.js'
import type { DerivedEncoding } from '../../dist/formats/encoding.js'
import { geometryOf } from '../../dist/plan/geometry.js'
import { NOTHING } from '../plan/frame-requests.js'
import { pngOf } from './png-of.js'

interface Pixels {
  width: number
  height: number
  rgba: Uint8Array
}

function pixels(width: number, height: number, at: (x: number, y: number) => number[]): Pixels {
  const list = Array.from({ length: width * height }, (_, index) => at(index % width, Math.floor(index / width)))
  return { width, height, rgba: Uint8Array.from(list.flat()) }
}

/** Smooth, in colour, with alpha where asked for. */
function gradient(width: number, height: number, alpha: (x: number) => number = () => 255): Pixels {
  return pixels(width, height, (x, y) => [
    (x * 255) / width,
    (y * 200) / height,
    120 + 100 * Math.sin((x + y) / 9),
    alpha(x / width),
  ])
}

async function derive({ width, height, rgba }: Pixels, encoding: DerivedEncoding): Promise<Uint8Array> {
  const frame = geometryOf({ width, height }, NOTHING)
  const variant = {
    base: { autoOrient: true, colourSpace: 'srgb', animated: false },
    framing: { kind: 'fixed', frame },
    operations: [],
    passes: [],
    encoding,
    metadata: 'none',
    hdr: 'drop',
    maxBytes: null,
    orSource: false,
  } as const
  const source = {
    input: { bytes: pngOf(width, height, rgba) },
    decodeSize: 'full' as const,
    outputs: [{ variant, file: null }],
  }
  const [[made] = []] = (await renderBatch([source], { concurrency: 1, memoryBudget: 2 ** 30, limits: LIMITS })).sources
  if (made === undefined || made instanceof LazyImageError) throw made ?? new Error('no output')
  return made.data ?? new Uint8Array()
}

/** Mean difference of the colours of two pictures, 0–255. */
function difference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0
  for (let index = 0; index < b.length; index++) sum += Math.abs((a[index] ?? 0) - (b[index] ?? 0))
  return sum / b.length
}

/** The picture by its nearest pixels at another size. */
function sampled({ width, height, rgba }: Pixels, w: number, h: number): Uint8Array {
  return pixels(w, h, (x, y) => {
    const at = (Math.floor(((y + 0.5) * height) / h) * width + Math.floor(((x + 0.5) * width) / w)) * 4
    return [...rgba.subarray(at, at + 4)]
  }).rgba
}

// A wave that is not there lies between two steps of both formats, so that the last bit of an addition decides which:
// hashes differ where pictures hardly do. So it is the pictures that are compared, as the reference reads them.
describe('thumbhash, as the reference reads it', () => {
  test.each([
    ['wide', gradient(96, 40)],
    ['tall', gradient(33, 100)],
    ['translucent', gradient(64, 64, x => 255 * x)],
  ])('a %s picture within 100 pixels looks as well as by the reference’s own hash', async (_name, picture) => {
    const ours = await derive(picture, { format: 'thumbhash' })
    const theirs = rgbaToThumbHash(picture.width, picture.height, picture.rgba)
    expect(ours.length).toBe(theirs.length)
    const [a, b] = [thumbHashToRGBA(ours), thumbHashToRGBA(theirs)]
    expect([a.w, a.h]).toEqual([b.w, b.h])
    const shown = sampled(picture, a.w, a.h)
    expect(difference(a.rgba, shown)).toBeLessThan(difference(b.rgba, shown) + 1)
    expect(difference(a.rgba, b.rgba)).toBeLessThan(6)
  })

  test('a larger picture has the hash of a smaller one', async () => {
    const hash = await derive(gradient(640, 400), { format: 'thumbhash' })
    expect(thumbHashToApproximateAspectRatio(hash)).toBeCloseTo(1.6, 0)
    const mean = thumbHashToAverageRGBA(hash)
    expect([mean.r, mean.g, mean.b].map(value => Math.round(value * 255))).toSatisfy(
      (rgb: number[]) => difference(rgb, [127, 100, 120]) < 12,
    )
  })
})

describe('blurhash, as the reference reads it', () => {
  test.each([
    [1, 1],
    [4, 3],
    [9, 9],
  ])('%i by %i components show the picture as well as the reference’s own', async (x, y) => {
    const picture = gradient(64, 48)
    const ours = Buffer.from(await derive(picture, { format: 'blurhash', x, y })).toString('ascii')
    const theirs = encodeBlurHash(Uint8ClampedArray.from(picture.rgba), 64, 48, x, y)
    expect(ours).toHaveLength(theirs.length)
    expect(ours[0]).toBe(theirs[0])
    const shown = sampled(picture, 32, 24)
    expect(difference(decodeBlurHash(ours, 32, 24), shown)).toBeLessThan(
      difference(decodeBlurHash(theirs, 32, 24), shown) + 1,
    )
  })

  test('a larger picture decodes to what it shows', async () => {
    const large = gradient(640, 480)
    const hash = Buffer.from(await derive(large, { format: 'blurhash', x: 5, y: 4 })).toString('ascii')
    // The finest waves of the picture are beyond five components: red and green alone are smooth enough.
    const smooth = (rgba: ArrayLike<number>) => Array.from(rgba).filter((_, index) => index % 4 < 2)
    const shown = sampled(large, 16, 12)
    expect(difference(smooth(decodeBlurHash(hash, 16, 12)), smooth(shown))).toBeLessThan(12)
  })
})

test('the colour is the mean of what is seen, in three bytes', async () => {
  const half = pixels(10, 10, x => (x < 5 ? [200, 100, 50, 255] : [0, 255, 0, 0]))
  expect([...(await derive(half, { format: 'color' }))]).toEqual([200, 100, 50])
})

test('a palette has three bytes a colour, the most frequent first', async () => {
  const stripes = pixels(10, 4, x => (x < 2 ? [255, 0, 0, 255] : x < 5 ? [0, 0, 255, 255] : [255, 255, 255, 255]))
  const palette = [...(await derive(stripes, { format: 'palette', colours: 8 }))]
  expect(palette).toEqual([255, 255, 255, 0, 0, 255, 255, 0, 0])
})

test('statistics are JSON', async () => {
  const half = pixels(10, 10, x => (x < 5 ? [200, 100, 50, 255] : [0, 100, 250, 255]))
  const statistics = JSON.parse(Buffer.from(await derive(half, { format: 'statistics' })).toString())
  expect(statistics).toMatchObject({ isOpaque: true, entropy: 1 })
  expect(statistics.channels[0]).toMatchObject({ min: 0, max: 200, mean: 100 })
  expect(statistics.channels[1]).toEqual({ min: 100, max: 100, mean: 100, stdev: 0 })
})
