import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { DEFAULT_ENGINE_LIMITS as LIMITS } from '../../dist/chain/engine-limits.js'
import { engineInfo, probe, renderBatch } from '../../dist/engine/engine.js'
import { LazyImageError } from '../../dist/errors.js'
import { encodingOf } from '../../dist/formats/encoding.js'
import type { OutputFormat } from '../../dist/formats/formats.js'
import { geometryOf } from '../../dist/plan/geometry.js'
import type { Variant } from '../../dist/plan/variant.js'
import { NOTHING } from '../plan/frame-requests.js'

const TRANSLUCENT = { path: fileURLToPath(new URL('../fixtures/alpha.png', import.meta.url)) }
const PLAIN = { bitDepth: 8, animated: false, transparent: true }
const { formats } = engineInfo()
const written = formats.filter(({ writes }) => writes)

async function variantOf(encoding: Variant['encoding']): Promise<Variant> {
  const [source] = await probe([TRANSLUCENT], LIMITS, { contentHash: false })
  if (source === undefined || source instanceof LazyImageError) throw new Error('the fixture is damaged')
  const { orientedWidth: width, orientedHeight: height } = source.header
  return {
    base: { autoOrient: true, colourSpace: 'srgb', animated: false },
    framing: { kind: 'fixed', frame: geometryOf({ width, height }, NOTHING) },
    operations: [],
    passes: [],
    encoding,
    metadata: 'none',
    hdr: 'drop',
    maxBytes: null,
    orSource: false,
  }
}

async function render(encoding: Variant['encoding']) {
  const outputs = [{ variant: await variantOf(encoding), file: null }]
  const { sources } = await renderBatch([{ input: TRANSLUCENT, decodeSize: 'full', outputs }], {
    concurrency: 1,
    memoryBudget: 2 ** 30,
    limits: LIMITS,
  })
  const outcome = sources[0]?.[0]
  if (outcome === undefined || outcome instanceof LazyImageError) throw outcome ?? new Error('nothing was made')
  return outcome
}

test('a format is told once, by one name, and whoever reads it finds it by its ending and media type', () => {
  for (const of of [formats.map(({ name }) => name), formats.flatMap(({ extensions }) => extensions)]) {
    expect(new Set(of).size).toBe(of.length)
  }
  expect(formats.filter(({ reads, writes }) => !reads && !writes)).toEqual([])
  for (const { name, mediaType, extensions } of formats) {
    expect(mediaType, name).toMatch(/^image\/[a-z+-]+$/)
    expect(extensions.length, name).toBeGreaterThan(0)
  }
})

test.each(written.map(({ name }) => name))(
  'a %s holds alpha where that is told, and its depths and efforts are taken',
  async name => {
    const info = written.find(format => format.name === name)
    const encoding = encodingOf(name as OutputFormat, {}, PLAIN)
    const { data } = await render(encoding)
    const [read] = await probe([{ bytes: data ?? new Uint8Array() }], LIMITS, { contentHash: false })
    expect(read).toMatchObject({ header: { format: name, hasAlpha: info?.alpha } })
    for (const depth of info?.bitDepths ?? []) {
      if ('depth' in encoding) await render({ ...encoding, depth } as Variant['encoding'])
    }
    for (const effort of info?.efforts ?? []) await render({ ...encoding, effort } as Variant['encoding'])
    const [, most] = info?.efforts ?? []
    if (most !== undefined) {
      await expect(render({ ...encoding, effort: most + 1 } as Variant['encoding'])).rejects.toMatchObject({
        code: 'INVALID_REQUEST',
      })
    }
  },
)

test.each([
  ['a parameter that it does not have', { ...encodingOf('tiff', {}, PLAIN), sharpness: 1 }, 'sharpness'],
  ['a parameter of another type', { format: 'gif', colours: 'all', dither: 1 }, 'colours'],
  ['none of a parameter that it needs', { format: 'gif', dither: 1 }, 'colours'],
  ['a format that is not written', { format: 'bmp' }, 'bmp'],
])('an encoding with %s is refused by name', async (_, encoding, word) => {
  await expect(render(encoding as unknown as Variant['encoding'])).rejects.toMatchObject({
    code: 'INVALID_REQUEST',
    message: expect.stringContaining(word),
  })
})
