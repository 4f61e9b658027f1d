import type { Options } from '@lazy-image/core'
import { describe, expect, test } from 'vitest'
import { settleFormats } from '../../dist/plan/auto-format.js'
import type { PlannedImage } from '../../dist/plan/plan.js'
import { evaluated } from '../support/evaluated.js'
import { fixture } from '../support/fixture.js'
import { planned } from '../support/planned.js'
import { recordedPipeline, total } from '../support/recorded-pipeline.js'

/** The formats that a request’s outputs come to, and how many encodes it took to decide. */
async function formatsOf(request: string, options: Options = {}, mayEncode = true) {
  const { pipeline, reports } = recordedPipeline(options)
  const { plan } = await planned(pipeline, request, { mayEncode })
  return { formats: plan.images.map(({ formatName }) => formatName), encodes: total(reports, 'encodes') }
}

/** Settles a request over made-up sizes, and tells which candidates were asked for. */
async function settled(request: string, sizes: Readonly<Record<string, number | Error>>, options: Options = {}) {
  const { pipeline } = recordedPipeline(options)
  const { plan } = await planned(pipeline, request, { mayEncode: false })
  const open = {
    ...plan.request,
    selections: plan.request.selections.map(selection => ({ ...selection, format: 'auto' as const })),
  }
  const asked: PlannedImage[] = []
  const result = await settleFormats(open, [plan.source], {
    candidates: pipeline.options.autoFormats,
    neverLarger: pipeline.options.neverLarger,
    fingerprint: '',
    sizesOf: async images => {
      asked.push(...images)
      return images.map(({ variant: { encoding } }) => {
        const kept = 'quality' in encoding && (encoding.quality as { kind: string }).kind === 'lossless'
        return sizes[kept ? `${encoding.format} lossless` : encoding.format] ?? Number.POSITIVE_INFINITY
      }) as number[]
    },
  })
  return { formats: result.selections.map(({ format }) => format), selections: result.selections, asked }
}

describe('format=auto', () => {
  test('takes the smallest, by really encoding each candidate, once', async () => {
    const { formats, encodes } = await formatsOf('pattern.jpg?w=100&format=auto')
    expect(encodes).toBe(2)
    const { pipeline } = recordedPipeline()
    const smallest = async (format: string) => {
      const { plan } = await planned(pipeline, `pattern.jpg?w=100&quality=target:76&format=${format}`)
      const [image] = plan.images
      if (image === undefined) throw new Error('no image')
      const recipe = image.recipe
      const outcome = (await pipeline.render([recipe])).get(recipe.key)
      return outcome !== undefined && 'data' in outcome ? outcome.data.length : Number.POSITIVE_INFINITY
    }
    const expected = (await smallest('avif')) <= (await smallest('webp')) ? 'avif' : 'webp'
    expect(formats).toEqual([expected])
  })

  test('takes the first candidate where there is no time to encode', async () => {
    expect(await formatsOf('pattern.jpg?w=100&format=auto', {}, false)).toEqual({ formats: ['avif'], encodes: 0 })
    expect(await formatsOf('pattern.jpg?w=100&format=auto', { autoFormats: ['webp', 'avif'] }, false)).toEqual({
      formats: ['webp'],
      encodes: 0,
    })
  })

  test('is not encoded twice: the outputs are those that were tried', async () => {
    const { pipeline, reports } = recordedPipeline({ autoFormats: ['webp', 'jpg'] })
    const { plan } = await planned(pipeline, 'pattern.jpg?w=60&format=auto')
    await pipeline.render(plan.images.map(image => image.recipe))
    expect(total(reports, 'encodes')).toBe(2)
    expect(total(reports, 'decodes')).toBe(1)
  })

  test('decides once for an import, at its largest size', async () => {
    const { asked, formats } = await settled('pattern.jpg?w=40;100;60&format=auto', { avif: 9, webp: 5 })
    expect(asked.map(({ variant: { encoding, framing } }) => [encoding.format, framing])).toMatchObject([
      ['avif', { frame: { width: 100 } }],
      ['webp', { frame: { width: 100 } }],
    ])
    expect(formats).toEqual(['webp', 'webp', 'webp'])
  })

  test('compares at equal looks: a number of quality becomes the score that it stands for', async () => {
    const scores = async (query: string) => {
      const { selections, asked } = await settled(`pattern.jpg?w=40&format=auto${query}`, { avif: 5, webp: 9 })
      const [image] = asked
      expect(asked.map(({ selection }) => selection.quality)).toEqual([
        image?.selection.quality,
        selections[0]?.quality,
      ])
      return selections[0]?.quality
    }
    expect(await scores('')).toEqual({ kind: 'target', score: 76 })
    expect(await scores('&quality=80')).toEqual({ kind: 'target', score: 76 })
    expect(await scores('&quality=90')).toEqual({ kind: 'target', score: 84 })
    expect(await scores('&quality=60')).toEqual({ kind: 'target', score: 65 })
    expect(await scores('&quality=target:33')).toEqual({ kind: 'target', score: 33 })
    expect(await scores('&quality=1')).toEqual({ kind: 'target', score: 5 })
    expect(await scores('&quality=100')).toEqual({ kind: 'target', score: 95 })
  })

  test('scores rise with numbers', async () => {
    let last = 0
    for (let quality = 1; quality <= 100; quality++) {
      const { selections } = await settled(`pattern.jpg?w=40&format=auto&quality=${quality}`, { avif: 5, webp: 9 })
      const asked = selections[0]?.quality
      if (asked?.kind !== 'target') throw new Error('a score was expected')
      expect(asked.score).toBeGreaterThanOrEqual(last)
      last = asked.score
    }
  })

  test('the first of equals wins, and what cannot be made does not', async () => {
    expect((await settled('pattern.jpg?w=40&format=auto', { avif: 5, webp: 5 })).formats).toEqual(['avif'])
    expect((await settled('pattern.jpg?w=40&format=auto', { avif: new Error('no'), webp: 5 })).formats).toEqual([
      'webp',
    ])
  })

  test('loses no transparency', async () => {
    const options: Options = { autoFormats: ['jpg', 'webp'] }
    expect((await settled('alpha.png?w=40&format=auto', { jpeg: 1, webp: 9 }, options)).formats).toEqual(['webp'])
    expect((await settled('pattern.jpg?w=40&format=auto', { jpeg: 1, webp: 9 }, options)).formats).toEqual(['jpg'])
  })

  test('asks for a candidate that can hold the picture when none does', async () => {
    const { pipeline } = recordedPipeline({ autoFormats: ['jpg'] })
    await expect(pipeline.plan(fixture('alpha.png?w=40&format=auto'))).rejects.toMatchObject({
      code: 'OPTION_INVALID',
      message: expect.stringContaining('autoFormats must name a format that can hold this picture, but received jpg'),
    })
  })

  test('keeps every pixel of a drawing where that is smaller, at every size', async () => {
    const sizes = { avif: 9, webp: 7, 'webp lossless': 5 }
    const { asked, selections } = await settled('alpha.png?w=40;20&format=auto&quality=60&chroma=420', sizes)
    expect(asked.map(({ formatName, variant: { encoding } }) => [formatName, encoding])).toMatchObject([
      ['avif', { quality: { kind: 'target', score: 65 } }],
      ['webp', { quality: { kind: 'target', score: 65 } }],
      ['webp', { quality: { kind: 'lossless' } }],
    ])
    expect(selections).toMatchObject([
      { w: 40, format: 'webp', lossless: true },
      { w: 20, format: 'webp', lossless: true },
    ])
    expect(selections.every(selection => !('quality' in selection) && !('chroma' in selection))).toBe(true)
    const larger = await settled('alpha.png?w=40&format=auto', { ...sizes, 'webp lossless': 7 })
    expect(larger.selections).toMatchObject([{ format: 'webp', quality: { kind: 'target' } }])
  })

  test.each([
    ['a photograph that has lost something already', 'pattern.jpg?w=40&format=auto'],
    ['leave to lose', 'alpha.png?w=40&format=auto&lossless=false'],
    ['a size that only a quality can meet', 'alpha.png?w=40&format=auto&maxBytes=2kb'],
  ])('does not try so with %s', async (_, request) => {
    const { asked } = await settled(request, { avif: 9, webp: 7, 'webp lossless': 5 })
    expect(asked.map(({ formatName }) => formatName)).toEqual(['avif', 'webp'])
  })

  test('leaves webp that is asked for by name what it was', async () => {
    const { pipeline } = recordedPipeline()
    const { plan } = await planned(pipeline, 'alpha.png?w=40&format=webp')
    expect(plan.images[0]?.variant.encoding).toMatchObject({ quality: { kind: 'number', value: 80 } })
  })

  test('stands in a list beside others, and in art direction', async () => {
    const { pipeline } = recordedPipeline({
      autoFormats: ['webp'],
      presets: { art: { w: 40, sources: [{ media: '(max-width: 600px)', format: 'auto', h: 40 }] } },
    })
    expect(await evaluated('pattern.jpg?w=40&format=auto;png&as=picture', pipeline)).toEqual({
      sources: { webp: '/pattern-40x27.webp 40w' },
      img: { src: '/pattern-40x27.png', w: 40, h: 27 },
    })
    expect(await evaluated('pattern.jpg?preset=art&as=picture', pipeline)).toMatchObject({
      sources: [{ media: '(max-width: 600px)', type: 'image/webp', srcset: '/pattern-40x40.webp 40w' }],
    })
  })

  test('takes what is idle on one candidate from it alone', async () => {
    const { asked } = await settled('pattern.jpg?w=40&format=auto&effort=8&lossless=false', { avif: 5, webp: 9 })
    expect(asked.map(({ variant: { encoding } }) => encoding)).toMatchObject([
      { format: 'avif', effort: 'best' },
      { format: 'webp', effort: 5 },
    ])
  })
})

test('the option names formats that exist', () => {
  for (const [autoFormats, message] of [
    [['avfi'], 'Option autoFormats[0] must be one of avif, webp'],
    [['avif', 'auto'], 'Option autoFormats[1] must be one of'],
    [['avif', 'constructor'], 'Option autoFormats[1] must be one of'],
    [[null], 'Option autoFormats[0] must be one of'],
    [[], 'Option autoFormats must be a list of at least one format'],
    ['avif', 'Option autoFormats must be a list of at least one format'],
  ] as const) {
    expect(() => recordedPipeline({ autoFormats } as unknown as Options)).toThrow(message)
  }
})
