import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Draft } from '../../dist/language/draft.js'
import { framingOf } from '../../dist/plan/framing-of.js'
import { type FixedFrame, type FrameRequest, geometryOf, type Size } from '../../dist/plan/geometry.js'
import type { SourceInfo } from '../../dist/plan/source-info.js'
import { NOTHING } from './frame-requests.js'

const FITS = ['cover', 'contain', 'fill', 'inside', 'outside'] as const

const side = fc.oneof(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 5000 }))
const size = fc.record({ width: side, height: side })
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null })
const ratio = fc
  .tuple(fc.integer({ min: 1, max: 30 }), fc.integer({ min: 1, max: 30 }))
  .map(([over, under]) => over / under)
const fraction = fc.double({ min: 0, max: 1, noNaN: true })
const position = fc.oneof(
  fc.record({ kind: fc.constant('point' as const), x: fraction, y: fraction }),
  fc.record({ kind: fc.constantFrom('entropy' as const, 'attention' as const) }),
)

/** Requests without a crop; `whole` is added where one is wanted. */
const asked = fc.record({
  width: maybe(side),
  height: maybe(side),
  aspect: maybe(ratio),
  fit: fc.constantFrom(...FITS),
  position,
  enlarge: fc.boolean(),
  reduce: fc.boolean(),
})

const px = (value: number) => ({ unit: 'px', value }) as const

/** A crop inside a picture, in whole pixels. */
function cropIn({ width, height }: Size): fc.Arbitrary<[x: number, y: number, w: number, h: number]> {
  return fc
    .tuple(fc.nat(width - 1), fc.nat(height - 1))
    .chain(([x, y]) =>
      fc.tuple(
        fc.constant(x),
        fc.constant(y),
        fc.integer({ min: 1, max: width - x }),
        fc.integer({ min: 1, max: height - y }),
      ),
    )
}

function frameOf(source: Size, request: Partial<FrameRequest>): FixedFrame {
  return geometryOf(source, { ...NOTHING, ...request })
}

const RUNS = { numRuns: 2000 }

const shown = ({ width, height, canvas }: FixedFrame): Size => canvas ?? { width, height }

describe('for any picture and request', () => {
  test('nothing is enlarged that may not be, and nothing reduced', () => {
    fc.assert(
      fc.property(size, asked, (source, request) => {
        const { region, width, height } = frameOf(source, request)
        // A picture that may neither grow nor shrink cannot always meet its box.
        if (!request.enlarge && request.reduce) {
          expect(width).toBeLessThan(region.width + 1)
          expect(height).toBeLessThan(region.height + 1)
        }
        if (request.enlarge && !request.reduce) {
          expect(width).toBeGreaterThan(region.width - 1)
          expect(height).toBeGreaterThan(region.height - 1)
        }
      }),
      RUNS,
    )
  })

  test('the region lies inside the picture, also where strategies have yet to find its place', () => {
    fc.assert(
      fc.property(size, asked, (source, request) => {
        const { region, slide } = frameOf(source, request)
        for (const rectangle of slide === null ? [region] : [region, slide.within]) {
          expect(rectangle.left).toBeGreaterThanOrEqual(0)
          expect(rectangle.top).toBeGreaterThanOrEqual(0)
          expect(rectangle.left + rectangle.width).toBeLessThanOrEqual(source.width)
          expect(rectangle.top + rectangle.height).toBeLessThanOrEqual(source.height)
        }
      }),
      RUNS,
    )
  })

  test('the canvas contains the picture, and one side of it is filled', () => {
    fc.assert(
      fc.property(size, asked, (source, request) => {
        const { width, height, canvas } = frameOf(source, request)
        if (canvas === null) return
        expect(canvas.left).toBeGreaterThanOrEqual(0)
        expect(canvas.top).toBeGreaterThanOrEqual(0)
        expect(canvas.left + width).toBeLessThanOrEqual(canvas.width)
        expect(canvas.top + height).toBeLessThanOrEqual(canvas.height)
        expect(width < canvas.width || height < canvas.height).toBe(true)
      }),
      RUNS,
    )
  })

  test('a picture that may become any size has exactly the box that is asked for', () => {
    fc.assert(
      fc.property(size, side, side, fc.constantFrom('cover', 'contain', 'fill'), (source, width, height, fit) => {
        expect(shown(frameOf(source, { width, height, fit, enlarge: true }))).toMatchObject({ width, height })
      }),
      RUNS,
    )
  })

  test('a box that is too large keeps its ratio, and so does one that an aspect decides', () => {
    fc.assert(
      fc.property(size, side, side, (source, width, height) => {
        const made = shown(frameOf(source, { width, height }))
        expectRatio(made, width / height)
      }),
      RUNS,
    )
    fc.assert(
      fc.property(size, maybe(side), ratio, fc.constantFrom('cover', 'fill'), (source, width, aspect, fit) => {
        expectRatio(shown(frameOf(source, { width, aspect, fit, enlarge: width !== null })), aspect)
      }),
      RUNS,
    )
  })

  test('one side keeps the picture’s own ratio', () => {
    fc.assert(
      fc.property(size, side, fc.boolean(), (source, length, isWidth) => {
        const made = frameOf(source, isWidth ? { width: length, enlarge: true } : { height: length, enlarge: true })
        expectRatio(made, source.width / source.height)
        expect(isWidth ? made.width : made.height).toBe(length)
      }),
      RUNS,
    )
  })

  test('inside lies within its box and outside around it', () => {
    fc.assert(
      fc.property(size, side, side, (source, width, height) => {
        const inside = frameOf(source, { width, height, fit: 'inside', enlarge: true })
        expect(inside.width).toBeLessThanOrEqual(width)
        expect(inside.height).toBeLessThanOrEqual(height)
        const outside = frameOf(source, { width, height, fit: 'outside', enlarge: true })
        expect(outside.width).toBeGreaterThanOrEqual(width)
        expect(outside.height).toBeGreaterThanOrEqual(height)
      }),
      RUNS,
    )
  })

  test('cover and fill show no less than the largest part of the box’s ratio', () => {
    fc.assert(
      fc.property(size, side, side, position, (source, width, height, place) => {
        const { region } = frameOf(source, { width, height, position: place })
        expect(region.width === source.width || region.height === source.height).toBe(true)
      }),
      RUNS,
    )
  })

  test('a crop is a source of its own for all that follows', () => {
    const cropped = size.chain(source => fc.tuple(fc.constant(source), cropIn(source)))
    fc.assert(
      fc.property(cropped, asked, ([source, [x, y, width, height]], request) => {
        const whole = frameOf({ width, height }, request)
        const made = frameOf(source, { ...request, crop: { x: px(x), y: px(y), w: px(width), h: px(height) } })
        expect({ ...made, region: null, slide: null }).toEqual({ ...whole, region: null, slide: null })
        expect(made.region.left).toBeCloseTo(whole.region.left + x, 6)
        expect(made.region.top).toBeCloseTo(whole.region.top + y, 6)
        expect([made.region.width, made.region.height]).toEqual([whole.region.width, whole.region.height])
      }),
      RUNS,
    )
  })

  test('a focal point is shown as near to the middle as the edges allow', () => {
    fc.assert(
      fc.property(size, side, side, fraction, fraction, (source, width, height, x, y) => {
        const { region } = frameOf(source, { width, height, position: { kind: 'point', x, y } })
        const middle = region.left + region.width / 2
        const isAtEdge = region.left === 0 || region.left + region.width >= source.width - 1e-6
        if (!isAtEdge) expect(middle).toBeCloseTo(x * source.width, 6)
        expect(region.left + region.width).toBeGreaterThanOrEqual(x * source.width - 1e-6)
        expect(region.left).toBeLessThanOrEqual(x * source.width + 1e-6)
      }),
      RUNS,
    )
  })
})

describe('what a draft asks for', () => {
  test('at a density is what it asks for at that many times the size', () => {
    fc.assert(
      fc.property(size, maybe(side), side, fc.integer({ min: 1, max: 5 }), (source, width, height, density) => {
        const sides = (factor: number): Draft => ({
          height: height * factor,
          ...(width === null ? {} : { width: width * factor }),
        })
        expect(framingOf({ ...sides(1), density }, sourceOf(source))).toEqual(
          framingOf(sides(density), sourceOf(source)),
        )
      }),
      RUNS,
    )
  })

  test('refers to the upright picture, or to the stored one', () => {
    fc.assert(
      fc.property(size, side, (source, width) => {
        const turned = { ...sourceOf(source), storedWidth: source.height, storedHeight: source.width, orientation: 6 }
        expect(framingOf({ width }, turned)).toEqual(framingOf({ width }, sourceOf(source)))
        expect(framingOf({ width, orient: false }, turned)).toEqual(
          framingOf({ width }, sourceOf({ width: source.height, height: source.width })),
        )
      }),
      RUNS,
    )
  })

  test('is never larger than the source unless it says so, and a drawing has no size to keep to', () => {
    const small = sourceOf({ width: 10, height: 10 })
    const sizeOf = (draft: Draft, source: SourceInfo) => framingOf(draft, source)
    expect(sizeOf({ width: 20 }, small)).toMatchObject({ frame: { width: 10, height: 10 } })
    expect(sizeOf({ width: 20, enlarge: true }, small)).toMatchObject({ frame: { width: 20, height: 20 } })
    expect(sizeOf({ width: 20, enlarge: true, cap: true }, small)).toMatchObject({ frame: { width: 10 } })
    expect(sizeOf({ width: 20 }, { ...small, format: 'svg' })).toMatchObject({ frame: { width: 20 } })
    expect(sizeOf({ width: 20, cap: true }, { ...small, format: 'svg' })).toMatchObject({ frame: { width: 10 } })
  })
})

/** Each side is within half a pixel of the ratio, and no side is less than one. */
function expectRatio({ width, height }: Size, expected: number): void {
  const isWithin = (least: number, most: number) => most >= expected && least <= expected
  const isThin = width === 1 || height === 1
  if (isThin) return
  expect(isWithin((width - 0.5001) / (height + 0.5001), (width + 0.5001) / (height - 0.5001))).toBe(true)
}

function sourceOf({ width, height }: Size): SourceInfo {
  return {
    file: '/a.jpg',
    contentHash: '',
    bytes: 1,
    format: 'jpeg',
    orientedWidth: width,
    orientedHeight: height,
    storedWidth: width,
    storedHeight: height,
    hasAlpha: false,
    hasProfile: false,
    isGray: false,
    orientation: 1,
    isProgressive: false,
    bitDepth: 8,
    quality: null,
    frames: 1,
    hasGainMap: false,
  }
}
