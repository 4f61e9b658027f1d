import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { DEFAULT_ENGINE_LIMITS as LIMITS } from '../../dist/chain/engine-limits.js'
import { probe, type RenderResult, type Rendition, renderBatch } from '../../dist/engine/engine.js'
import { LazyImageError } from '../../dist/errors.js'
import { encodingOf } from '../../dist/formats/encoding.js'
import { canonicalOperations, type Operation } from '../../dist/operations/operations.js'
import { geometryOf } from '../../dist/plan/geometry.js'
import { type Framing, plannedSize, sizeOf, type Variant } from '../../dist/plan/variant.js'
import { NOTHING } from '../plan/frame-requests.js'

const PICTURE = { path: fileURLToPath(new URL('../fixtures/gradient.png', import.meta.url)) }
const SIZE = { width: 90, height: 60 }

/** One of every kind. */
const OPERATIONS: readonly Operation[] = [
  { kind: 'flatten', background: [1, 2, 3] },
  { kind: 'normalize' },
  { kind: 'invert' },
  { kind: 'grayscale' },
  { kind: 'tint', colour: [200, 100, 0] },
  { kind: 'contrast', factor: 1.3 },
  { kind: 'modulate', brightness: 1.1, saturation: 0.8, hue: 30 },
  { kind: 'median', size: 3 },
  { kind: 'sharpen', sigma: 1.5 },
  { kind: 'blur', sigma: 2 },
  { kind: 'flop' },
  { kind: 'flip' },
  { kind: 'rotate', degrees: 33, background: [9, 8, 7, 100] },
]

function variant(change: Partial<Variant> = {}): Variant {
  return {
    base: { autoOrient: true, colourSpace: 'srgb', animated: false },
    framing: { kind: 'fixed', frame: geometryOf(SIZE, { ...NOTHING, width: 40 }) },
    operations: [],
    passes: [],
    encoding: encodingOf('png', {}, { bitDepth: 8, animated: false, transparent: false }),
    metadata: 'none',
    hdr: 'drop',
    maxBytes: null,
    orSource: false,
    ...change,
  }
}

async function render(...variants: Variant[]): Promise<RenderResult> {
  const outputs = variants.map(one => ({ variant: one, file: null }))
  return renderBatch([{ input: PICTURE, decodeSize: 'full', outputs }], {
    concurrency: 2,
    memoryBudget: 1e9,
    limits: LIMITS,
  })
}

function made(result: RenderResult): Rendition[] {
  return result.sources.flat().map(outcome => {
    if (outcome instanceof LazyImageError) throw outcome
    return outcome
  })
}

test('every operation crosses the wire, and the size is the one that was planned', async () => {
  const all = variant({ operations: canonicalOperations(OPERATIONS) })
  const each = OPERATIONS.map(operation => variant({ operations: [operation] }))
  const result = await render(variant(), all, ...each)
  expect(result.counts).toMatchObject({ decodes: 1, resizes: 1, operations: 26, encodes: 15 })
  expect(made(result).map(({ width, height }) => ({ width, height }))).toEqual([variant(), all, ...each].map(sizeOf))
  expect(new Set(made(result).map(({ data }) => Buffer.from(data ?? []).toString('hex'))).size).toBe(15)
})

test('every fit and kernel crosses the wire', async () => {
  const fits = ['cover', 'contain', 'fill', 'inside', 'outside'] as const
  const kernels = ['nearest', 'cubic', 'mitchell', 'lanczos2', 'lanczos3'] as const
  const frames = [
    ...fits.map(fit => geometryOf(SIZE, { ...NOTHING, width: 30, height: 30, fit })),
    ...kernels.map(kernel => geometryOf(SIZE, { ...NOTHING, width: 30, kernel })),
  ]
  const variants = frames.map(frame => variant({ framing: { kind: 'fixed', frame } }))
  const result = await render(...variants)
  expect(made(result).map(({ width, height }) => ({ width, height }))).toEqual(variants.map(sizeOf))
  const kernelsMade = made(result).slice(fits.length)
  expect(new Set(kernelsMade.map(({ data }) => Buffer.from(data ?? []).toString('hex'))).size).toBe(kernels.length)
})

test('a png of 16 bits says so in its header', async () => {
  const sixteen = variant({ encoding: { format: 'png', depth: 16, effort: 6, interlaced: false, palette: null } })
  const [rendition] = made(await render(sixteen))
  const [header] = await probe([{ bytes: rendition?.data ?? new Uint8Array() }], LIMITS, { contentHash: false })
  expect(header).toMatchObject({ header: { bitDepth: 16, storedWidth: 40 } })
})

test('operations out of order are an error of that output’s source', async () => {
  const outputs = [{ variant: variant({ operations: [{ kind: 'flop' }, { kind: 'flip' }] }), file: null }]
  const { sources } = await renderBatch([{ input: PICTURE, decodeSize: 'full', outputs }], {
    concurrency: 1,
    memoryBudget: 2 ** 30,
    limits: LIMITS,
  })
  expect(sources[0]?.[0]).toMatchObject({ code: 'INVALID_REQUEST' })
})

test('a turned picture is as large as planned, whatever the angle', async () => {
  const angles = Array.from({ length: 240 }, (_, index) => (index * 1.4999 + 0.25) % 360)
  const frames = [1, 7, 23, 40].map(width => geometryOf(SIZE, { ...NOTHING, width, height: 31, fit: 'fill' }))
  const variants = angles.map((degrees, index) => {
    const frame = frames[index % frames.length] ?? geometryOf(SIZE, NOTHING)
    const operations: Operation[] = [{ kind: 'rotate', degrees, background: [0, 0, 0, 0] }]
    return variant({ framing: { kind: 'fixed', frame }, operations })
  })
  const sizes = made(await render(...variants)).map(({ width, height }) => ({ width, height }))
  expect(sizes).toEqual(variants.map(plannedSize))
})

test('trimmed frames and both strategies cross the wire', async () => {
  const sliding = (kind: 'entropy' | 'attention') =>
    geometryOf(SIZE, { ...NOTHING, width: 30, height: 60, position: { kind } })
  const crop = { x: px(2), y: px(1), w: px(20), h: px(10) }
  const request = { ...NOTHING, crop, width: 10, height: null, position: { kind: 'attention' } as const }
  const framings: Framing[] = [
    { kind: 'fixed', frame: sliding('entropy') },
    { kind: 'fixed', frame: sliding('attention') },
    { kind: 'trimmed', threshold: 0, request },
  ]
  const result = await render(...framings.map(framing => variant({ framing })))
  expect(made(result).map(({ width, height }) => [width, height])).toEqual([
    [30, 60],
    [30, 60],
    [10, 5],
  ])
  expect(result.counts).toMatchObject({ decodes: 1, encodes: 3 })
})

function px(value: number) {
  return { value, unit: 'px' } as const
}
