import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { probe, type RenderResult, type Rendition, renderBatch, renderOne } from '../../dist/engine/engine.js'
import { LazyImageError } from '../../dist/errors.js'
import { DEFAULT_ENGINE_LIMITS as LIMITS } from '../../dist/image-engine/default-limits.js'
import { encodingOf } from '../../dist/plan/encoding.js'
import { geometryOf } from '../../dist/plan/geometry.js'
import { canonicalOperations, type Operation } from '../../dist/plan/operation.js'
import { sizeOf, type Variant } from '../../dist/plan/variant.js'
import { NOTHING } from '../plan/frame-requests.js'

const PICTURE = { path: fileURLToPath(new URL('../fixtures/gradient.png', import.meta.url)) }
const SIZE = { width: 90, height: 60 }

/** One of every kind. */
const OPERATIONS: readonly Operation[] = [
  { kind: 'flatten', background: [1, 2, 3] },
  { kind: 'invert' },
  { kind: 'grayscale' },
  { kind: 'flop' },
  { kind: 'flip' },
  { kind: 'rotate', degrees: 90 },
]

function variant(change: Partial<Variant> = {}): Variant {
  return {
    base: { autoOrient: true, colourSpace: 'srgb', animated: false },
    framing: { kind: 'fixed', frame: geometryOf(SIZE, { ...NOTHING, width: 40 }) },
    operations: [],
    encoding: encodingOf('png', undefined),
    metadata: 'none',
    maxBytes: null,
    orSource: false,
    ...change,
  }
}

async function render(...variants: Variant[]): Promise<RenderResult> {
  const outputs = variants.map(one => ({ variant: one, file: null }))
  return renderBatch([{ input: PICTURE, outputs }], { concurrency: 2, memoryBudget: 1e9, limits: LIMITS })
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
  expect(result.counts).toMatchObject({ decodes: 1, resizes: 1, operations: 12, encodes: 8 })
  expect(made(result).map(({ width, height }) => ({ width, height }))).toEqual([variant(), all, ...each].map(sizeOf))
  expect(new Set(made(result).map(({ data }) => Buffer.from(data ?? []).toString('hex'))).size).toBe(8)
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
  const { sources } = await renderOne({ input: PICTURE, outputs }, LIMITS, undefined)
  expect(sources[0]?.[0]).toMatchObject({ code: 'INVALID_REQUEST' })
})
