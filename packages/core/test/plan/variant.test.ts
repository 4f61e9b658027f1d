import { expect, test } from 'vitest'
import { encodingOf } from '../../dist/plan/encoding.js'
import { geometryOf } from '../../dist/plan/geometry.js'
import { canonicalOperations, type Operation, sizeAfter } from '../../dist/plan/operation.js'
import { canonicalVariant, parseCanonicalVariant, sizeOf, type Variant } from '../../dist/plan/variant.js'
import { NOTHING } from './frame-requests.js'

const SOURCE = { width: 1200, height: 800 }
const FRAME = geometryOf(SOURCE, { ...NOTHING, width: 400, height: 400, fit: 'contain' })
const VARIANT: Variant = {
  base: { autoOrient: true, colourSpace: 'srgb', animated: false },
  framing: { kind: 'fixed', frame: FRAME },
  operations: [{ kind: 'rotate', degrees: 33, background: [9, 8, 7, 6] }, { kind: 'flip' }],
  encoding: encodingOf('webp', 80),
  metadata: 'none',
  maxBytes: 1000,
  orSource: false,
}

/** Every key at every depth in the opposite order. */
function reversed<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, item]) => [key, reversed(item)]),
  ) as T
}

/** A variant for each value in it, with that value changed. */
function neighbours(value: unknown): unknown[] {
  if (Array.isArray(value)) {
    const changed = value.flatMap((item, index) => neighbours(item).map(other => value.with(index, other)))
    return [...changed, [...value, 1], value.slice(1)]
  }
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value).flatMap(([key, item]) => neighbours(item).map(other => ({ ...value, [key]: other })))
  }
  if (typeof value === 'number') return [value + 1, value + Number.EPSILON * Math.max(1, Math.abs(value))]
  return [typeof value === 'boolean' ? !value : `${value}x`]
}

test('the text of a variant does not depend on how it was put together', () => {
  expect(canonicalVariant(reversed(VARIANT))).toBe(canonicalVariant(VARIANT))
})

test('every value of a variant is in its text', () => {
  const all = neighbours(VARIANT)
  const texts = new Set([VARIANT, ...all].map(variant => canonicalVariant(variant as Variant)))
  expect(all.length).toBeGreaterThan(30)
  expect(texts.size).toBe(all.length + 1)
})

test('a text stands for the variant that it was made of', () => {
  expect(parseCanonicalVariant(canonicalVariant(VARIANT))).toEqual(VARIANT)
})

test('what does not show is not in the text: a background without a canvas, a position without a cut', () => {
  const text = (change: object) => {
    const frame = geometryOf(SOURCE, { ...NOTHING, width: 400, ...change })
    return canonicalVariant({ ...VARIANT, framing: { kind: 'fixed', frame } })
  }
  const plain = text({})
  expect(text({ background: [9, 9, 9, 9] })).toBe(plain)
  expect(text({ position: { kind: 'point', x: 0, y: 1 } })).toBe(plain)
  expect(text({ fit: 'inside' })).toBe(plain)
  expect(text({ enlarge: true })).toBe(plain)
})

test('turns that come to the same are one operation, and whole turns are none', () => {
  const turned = (degrees: number) => canonicalOperations([{ kind: 'rotate', degrees, background: [0, 0, 0, 0] }])
  expect([-90, 270, 630].map(turned)).toEqual([turned(270), turned(270), turned(270)])
  expect([0, -0, 360, -720, -1e-300].map(turned)).toEqual([[], [], [], [], []])
})

test('what changes nothing is no operation, and the background of a quarter turn never shows', () => {
  const idle: Operation[] = [
    { kind: 'modulate', brightness: 1, saturation: 1, hue: 360 },
    { kind: 'contrast', factor: 1 },
  ]
  expect(canonicalOperations(idle)).toEqual([])
  const turned = (background: [number, number, number, number], degrees: number) =>
    JSON.stringify(canonicalOperations([{ kind: 'rotate', degrees, background }]))
  expect(turned([1, 2, 3, 4], 90)).toBe(turned([5, 6, 7, 8], 90))
  expect(turned([1, 2, 3, 4], 91)).not.toBe(turned([5, 6, 7, 8], 91))
})

test('a turned picture has the box that just holds it', () => {
  const turned = (width: number, height: number, degrees: number) =>
    sizeAfter([{ kind: 'rotate', degrees, background: [0, 0, 0, 255] }], { width, height })
  expect(turned(1200, 800, 45)).toEqual({ width: 1414, height: 1414 })
  expect(turned(400, 267, 45)).toEqual({ width: 472, height: 472 })
  expect(turned(400, 267, 135)).toEqual({ width: 472, height: 472 })
  expect(turned(1, 1, 30)).toEqual({ width: 1, height: 1 })
})

test('operations are put into the order of work, and the size goes through them', () => {
  const turn: Operation = { kind: 'rotate', degrees: -90, background: [0, 0, 0, 0] }
  const operations = canonicalOperations([{ kind: 'invert' }, { kind: 'flop' }, turn, { kind: 'flip' }])
  expect(operations.map(({ kind }) => kind)).toEqual(['rotate', 'flip', 'flop', 'invert'])
  expect(sizeAfter(operations, { width: 3, height: 2 })).toEqual({ width: 2, height: 3 })
  expect(sizeOf({ ...VARIANT, operations: [{ kind: 'rotate', degrees: 180, background: [0, 0, 0, 0] }] })).toEqual({
    width: 400,
    height: 400,
  })
})
