import { describe, expect, test } from 'vitest'
import type { ImageRequest } from '../../dist/language/image-request.js'
import type { Selection } from '../../dist/language/registry.js'
import { plainResult } from '../../dist/language/result-draft.js'
import { completePlan, makePlan, makeVariant, planImage } from '../../dist/plan/make-plan.js'
import type { SourceInfo } from '../../dist/plan/source-info.js'
import { SHAPES } from '../../dist/shapes/shapes.js'
import { SOURCE } from '../support/source-info.js'

const OPTIONS = { neverLarger: true, fingerprint: 'engine' }

function requestOf(...selections: Selection[]): ImageRequest {
  const result = plainResult(SHAPES[0])
  return { file: SOURCE.file, selections, directed: [], result, written: new Map(), others: {}, warnings: [] }
}

function imageOf(selection: Selection, change: Partial<SourceInfo> = {}) {
  return planImage(selection, { ...SOURCE, ...change }, OPTIONS)
}

describe('a plan', () => {
  test('lists outputs that come to the same once, in the order of the request', () => {
    const { images } = makePlan(requestOf({ w: 9000 }, { w: 20 }, { w: 8000 }, { w: 20 }), [SOURCE], OPTIONS)
    expect(images.map(({ selection }) => selection.w)).toEqual([9000, 20])
  })

  test('keeps outputs apart that have the same bytes and other names', () => {
    const { images } = makePlan(requestOf({ format: 'jpg' }, { format: 'jpeg' }), [SOURCE], OPTIONS)
    expect(images.map(({ fileName }) => fileName)).toEqual(['hero.jpg', 'hero.jpeg'])
  })

  test('has one output at least', () => {
    const nothing = { images: [], directed: [] }
    expect(() => completePlan(requestOf(), SOURCE, OPTIONS, nothing)).toThrow('one output at least')
  })

  test('plans each placeholder once', () => {
    const plan = makePlan(requestOf({ w: 20 }), [SOURCE], OPTIONS)
    expect(plan.placeholderOf('lqip')).toBe(plan.placeholderOf('lqip'))
    expect(plan.placeholderOf('lqip')).not.toBe(plan.placeholderOf('thumbhash'))
  })
})

describe('a picture without a format that is asked for', () => {
  test.each<[Partial<SourceInfo>, fileName: string]>([
    [{ file: '/a/b.c.JPG' }, 'b.c.jpg'],
    [{ file: '/a/b.jpeg' }, 'b.jpeg'],
    // The content decides, not the name.
    [{ file: '/a/b.png' }, 'b.jpg'],
    [{ file: '/a/b' }, 'b.jpg'],
    [{ file: '/a/b.svg', format: 'svg' }, 'b.png'],
  ])('keeps the extension that its format has: %o', (change, fileName) => {
    expect(imageOf({}, change).fileName).toBe(fileName)
    expect(imageOf({ format: 'auto' }, change).fileName).toBe(fileName)
  })

  test('is called by its source’s format, else by the spelling', () => {
    expect(imageOf({}, { format: 'svg' }).formatName).toBe('svg')
    expect(imageOf({ format: 'auto' }).formatName).toBe('jpeg')
    expect(imageOf({ format: 'jpg' }).formatName).toBe('jpg')
  })
})

test('densities count from the width that is asked for, else from the height', () => {
  expect(imageOf({ densities: 2, w: 20, h: 10 }).density).toEqual({ factor: 2, one: { side: 'width', pixels: 20 } })
  expect(imageOf({ densities: 3, h: 10 }).density).toEqual({ factor: 3, one: { side: 'height', pixels: 10 } })
  expect(imageOf({ densities: 2 }).density).toBeNull()
  expect(imageOf({ w: 20, h: 10 }).density).toBeNull()
})

describe('a variant', () => {
  test('is animated where the source has frames, the format holds them, and nobody says otherwise', () => {
    const isAnimated = (frames: number, format: 'gif' | 'jpeg', animated?: boolean) =>
      makeVariant({ ...(animated !== undefined && { animated }) }, format, { ...SOURCE, frames }).base.animated
    expect(isAnimated(2, 'gif')).toBe(true)
    expect(isAnimated(2, 'gif', true)).toBe(true)
    expect(isAnimated(2, 'gif', false)).toBe(false)
    expect(isAnimated(2, 'jpeg', true)).toBe(false)
    expect(isAnimated(1, 'gif', true)).toBe(false)
  })

  test('is upright and as large as need be, unless a draft says otherwise', () => {
    expect(makeVariant({}, 'jpeg', SOURCE)).toMatchObject({ base: { autoOrient: true }, maxBytes: null })
    const said = makeVariant({ orient: false, maxBytes: 5000 }, 'jpeg', SOURCE)
    expect(said).toMatchObject({ base: { autoOrient: false }, maxBytes: 5000 })
  })

  test('has colours and metadata of its own only where the format holds a label', () => {
    const labels = (format: 'gif' | 'jpeg', draft = {}) => {
      const { base, metadata } = makeVariant(draft, format, SOURCE)
      return [base.colourSpace, metadata]
    }
    const draft = { colourSpace: 'p3', metadata: 'icc' }
    expect(labels('jpeg', draft)).toEqual(['p3', 'icc'])
    expect(labels('gif', draft)).toEqual(['srgb', 'none'])
    expect(labels('jpeg')).toEqual(['srgb', 'none'])
  })

  test.each([
    ['width', 16_383, true],
    ['width', 16_384, false],
    ['height', 16_383, true],
    ['height', 16_384, false],
  ] as const)('has sides that its format holds: %s %i', (side, pixels, isHeld) => {
    const draft = { width: 10, height: 10, [side]: pixels }
    const source = {
      ...SOURCE,
      orientedWidth: 20_000,
      orientedHeight: 20_000,
      storedWidth: 20_000,
      storedHeight: 20_000,
    }
    const make = () => makeVariant(draft, 'webp', source)
    if (isHeld) expect(make).not.toThrow()
    else {
      const size = side === 'width' ? '16384×10' : '10×16384'
      expect(make).toThrow(
        expect.objectContaining({
          code: 'OUTPUT_TOO_LARGE',
          image: '/photos/hero.jpg',
          message: expect.stringContaining(
            `webp holds up to 16383 pixels a side, but the output would be ${size}; ask for a`,
          ),
        }),
      )
    }
  })

  test('whose size shows only later is not refused beforehand', () => {
    const wide = { ...SOURCE, orientedWidth: 20_000, storedWidth: 20_000 }
    expect(() => makeVariant({ trim: 10 }, 'webp', wide)).not.toThrow()
  })
})

describe('the source stands in', () => {
  test.each<[Selection, boolean]>([
    [{}, true],
    [{ w: 1200, h: 800, fit: 'fill' }, true],
    [{ w: 1100, h: 800, fit: 'fill' }, false],
    [{ w: 1200, h: 700, fit: 'fill' }, false],
  ])('where both sides are its own: %o', (selection, isSource) => {
    expect(imageOf(selection).variant.orSource).toBe(isSource)
  })

  test.each([
    [1, 0.99],
    [0.99, 1],
  ])('where nothing is cut, whatever the part is enlarged to: %d × %d', (w, h) => {
    const [zero, wide, high] = [0, w, h].map(value => ({ unit: 'fraction', value }) as const)
    if (zero === undefined || wide === undefined || high === undefined) throw new Error('three lengths')
    const crop = { x: zero, y: zero, w: wide, h: high }
    expect(imageOf({ crop, w: 1200, h: 800, fit: 'fill', allowUpscale: true }).variant).toMatchObject({
      framing: { frame: { width: 1200, height: 800 } },
      orSource: false,
    })
  })
})
