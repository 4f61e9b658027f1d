import { expect, test } from 'vitest'
import { encodingOf } from '../../dist/formats/encoding.js'
import { operationsOf, sizeAfter } from '../../dist/operations/operations.js'
import { geometryOf } from '../../dist/plan/geometry.js'
import { canonicalVariant, parseCanonicalVariant, plannedSize, sizeOf, type Variant } from '../../dist/plan/variant.js'
import { NOTHING } from './frame-requests.js'

const SOURCE = { width: 1200, height: 800 }
const FRAME = geometryOf(SOURCE, { ...NOTHING, width: 400, height: 400, fit: 'contain' })
const VARIANT: Variant = {
  base: { autoOrient: true, colourSpace: 'srgb', animated: false },
  framing: { kind: 'fixed', frame: FRAME },
  operations: [{ kind: 'rotate', degrees: 90, background: [1, 2, 3, 4] }, { kind: 'flip' }],
  passes: [],
  encoding: encodingOf('webp', {}, { bitDepth: 8, animated: false, transparent: false }),
  metadata: 'icc',
  hdr: 'drop',
  maxBytes: null,
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
  const passes = [{ trim: 9, request: NOTHING, operations: [{ kind: 'flop' }] }] as const
  const whole: Variant = { ...VARIANT, passes }
  const all = neighbours(whole).filter(variant => (variant as Variant).passes.length > 0)
  const texts = new Set([whole, ...all].map(variant => canonicalVariant(variant as Variant)))
  expect(all.length).toBeGreaterThan(30)
  expect(texts.size).toBe(all.length + 1)
})

test('a gain map that is dropped is not in the text, nor are passes where there are none, and what is kept is', () => {
  expect(canonicalVariant(VARIANT)).not.toMatch(/hdr|passes/)
  expect(canonicalVariant({ ...VARIANT, hdr: 'keep' })).toContain('"hdr":"keep"')
})

test('a text stands for the variant that it was made of', () => {
  for (const hdr of ['drop', 'keep'] as const)
    expect(parseCanonicalVariant(canonicalVariant({ ...VARIANT, hdr }))).toEqual({ ...VARIANT, hdr })
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
  const turned = (rotate: number) => operationsOf({ rotate })
  expect([-90, 270, 630].map(turned)).toEqual([turned(270), turned(270), turned(270)])
  expect([0, -0, 360, -720].map(turned)).toEqual([[], [], [], []])
})

test('operations are in the order of work, and the size goes through them', () => {
  const operations = operationsOf({ invert: true, flop: true, rotate: -90, flip: true })
  expect(operations.map(({ kind }) => kind)).toEqual(['rotate', 'flip', 'flop', 'invert'])
  expect(sizeAfter(operations, { width: 3, height: 2 })).toEqual({ width: 2, height: 3 })
  expect(plannedSize({ ...VARIANT, operations: operationsOf({ rotate: 180 }) })).toEqual({ width: 400, height: 400 })
})

test('the size of a trimmed picture is not known, and asking for it is a fault of ours', () => {
  const trimmed: Variant = { ...VARIANT, framing: { kind: 'trimmed', threshold: 10, request: NOTHING } }
  expect(plannedSize(trimmed)).toBeNull()
  expect(() => sizeOf(trimmed)).toThrow('The size of a trimmed picture shows only when it is made')
  expect(sizeOf(VARIANT)).toEqual({ width: 400, height: 400 })
})

test('the size is that of the canvas, where there is one', () => {
  const frame = geometryOf(SOURCE, { ...NOTHING, width: 300, height: 300, fit: 'inside' })
  expect(sizeOf({ ...VARIANT, operations: [], framing: { kind: 'fixed', frame } })).toEqual({ width: 300, height: 200 })
})

test('what changes no pixel is no operation', () => {
  const idle = {
    rotate: 0,
    hue: 720,
    saturation: 1,
    brightness: 1,
    contrast: 1,
    median: 1,
    flip: false,
    flatten: false,
  }
  expect(operationsOf(idle)).toEqual([])
})
