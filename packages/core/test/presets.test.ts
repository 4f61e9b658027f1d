import { type Options, transformImport } from '@lazy-image/core'
import { describe, expect, test } from 'vitest'
import { evaluated } from './support/evaluated.js'
import { fixture } from './support/fixture.js'
import { planned } from './support/planned.js'
import { recordedPipeline } from './support/recorded-pipeline.js'
import { recipesOf } from './support/render-request.js'

const PRESETS: Options['presets'] = {
  hero: { w: [400, 800], format: ['webp', 'jpg'], as: 'picture', quality: 60 },
  wide: { aspect: ['16:9', '4:3'], quality: ['target:70', 50] },
  constructor: { w: 20 },
  art: {
    w: [400, 800],
    as: 'picture',
    sources: [
      { media: '(max-width: 600px)', w: 300, h: 400, position: 'top' },
      { media: '(max-width: 900px)', format: ['webp', 'jpg'] },
    ],
  },
}

const { pipeline } = recordedPipeline({ presets: PRESETS })

describe('a preset', () => {
  test('is the same as what it says written out', async () => {
    const written = 'w=400;800&format=webp;jpg&as=picture&quality=60'
    expect(await evaluated('pattern.jpg?preset=hero', pipeline)).toEqual(
      await evaluated(`pattern.jpg?${written}`, pipeline),
    )
    expect(await recipesOf(pipeline, 'pattern.jpg?preset=hero')).toEqual(
      await recipesOf(pipeline, `pattern.jpg?${written}`),
    )
  })

  test('gives way to the query, key by key, wherever it is named', async () => {
    for (const query of ['preset=hero&w=200&as=srcset', 'w=200&as=srcset&preset=hero']) {
      expect(await evaluated(`pattern.jpg?${query}`, pipeline)).toBe(
        '/pattern-200x133.webp 200w, /pattern-200x133.jpg 200w',
      )
    }
  })

  test('keeps its place in the order of lists when the query changes one', async () => {
    expect(await evaluated('pattern.jpg?format=png;webp&preset=hero&as=srcset', pipeline)).toBe(
      '/pattern-400x267.png 400w, /pattern-400x267.webp 400w, /pattern-800x533.png 800w, /pattern-800x533.webp 800w',
    )
  })

  test('may hold lists of values with a colon, which a query cannot', async () => {
    const { plan } = await planned(pipeline, 'pattern.jpg?preset=wide&w=320')
    expect(plan.images.map(({ selection: { aspect, quality } }) => [aspect, quality])).toEqual([
      [16 / 9, { kind: 'target', score: 70 }],
      [16 / 9, { kind: 'number', value: 50 }],
      [4 / 3, { kind: 'target', score: 70 }],
      [4 / 3, { kind: 'number', value: 50 }],
    ])
    expect(pipeline.wantsOneUrl('a.jpg?preset=wide&w=320')).toBe(false)
    expect(pipeline.wantsOneUrl('a.jpg?preset=wide&aspect=1&quality=1')).toBe(true)
  })

  test('that is named twice is told; the last counts', async () => {
    const lenient = recordedPipeline({ presets: PRESETS, strict: 'warn' }).pipeline
    const { plan, warnings } = await planned(lenient, 'pattern.jpg?preset=hero&preset=constructor')
    expect(plan.images.map(({ selection }) => selection)).toEqual([{ w: 20 }])
    expect(warnings).toMatchObject([{ code: 'DIRECTIVE_REPEATED', span: { start: 12, end: 30 } }])
    expect(warnings[0]?.message).not.toContain('A list')
  })

  test('that nobody defines is refused with the nearest', async () => {
    await expect(pipeline.plan(fixture('pattern.jpg?preset=heor'))).rejects.toMatchObject({
      code: 'DIRECTIVE_INVALID',
      message: 'Directive preset must be one of hero, wide, constructor, art, but received "heor"; did you mean hero?',
    })
    await expect(pipeline.plan(fixture('pattern.jpg?preset=__proto__'))).rejects.toMatchObject({
      code: 'DIRECTIVE_INVALID',
    })
    await expect(recordedPipeline().pipeline.plan(fixture('pattern.jpg?preset=a'))).rejects.toThrow(
      'the name of a preset, and the options define none, but received "a"',
    )
  })

  test('is enough to claim a request, and decides whether it is one URL', () => {
    expect(pipeline.claims('a.jpg?preset=hero')).toBe(true)
    expect(pipeline.wantsOneUrl('a.jpg?preset=hero')).toBe(false)
    expect(pipeline.wantsOneUrl('a.jpg?preset=constructor')).toBe(true)
    expect(pipeline.claims('a.svg?preset=hero')).toBe(true)
    expect(pipeline.claims('a.svg?preset=constructor')).toBe(false)
  })

  test('may be a default', async () => {
    const { pipeline: own } = recordedPipeline({
      presets: { small: { w: 20 }, big: { w: 80 } },
      defaults: { preset: 'small' },
    })
    expect(await evaluated('pattern.jpg', own)).toBe('/pattern-20x13.jpg')
    expect(await evaluated('pattern.jpg?preset=big', own)).toBe('/pattern-80x53.jpg')
  })

  test('without a prototype is one like any other', async () => {
    const preset = Object.assign(Object.create(null), { w: 20 })
    const { pipeline: own } = recordedPipeline({ presets: Object.assign(Object.create(null), { small: preset }) })
    expect(await evaluated('pattern.jpg?preset=small', own)).toBe('/pattern-20x13.jpg')
  })
})

describe('art direction', () => {
  test('is a list of sources in a picture: media queries first, in the order of the preset', async () => {
    expect(await evaluated('pattern.jpg?preset=art', pipeline)).toEqual({
      sources: [
        { media: '(max-width: 600px)', type: 'image/jpeg', srcset: '/pattern-300x400.jpg 300w', w: 300, h: 400 },
        {
          media: '(max-width: 900px)',
          type: 'image/webp',
          srcset: '/pattern-400x267.webp 400w, /pattern-800x533.webp 800w',
          w: 800,
          h: 533,
        },
        {
          media: '(max-width: 900px)',
          type: 'image/jpeg',
          srcset: '/pattern-400x267.jpg 400w, /pattern-800x533.jpg 800w',
          w: 800,
          h: 533,
        },
        { type: 'image/jpeg', srcset: '/pattern-400x267.jpg 400w, /pattern-800x533.jpg 800w', w: 800, h: 533 },
      ],
      img: { src: '/pattern-800x533.jpg', w: 800, h: 533 },
    })
  })

  test('gives way to the query in all of its sources', async () => {
    expect(await evaluated('pattern.jpg?preset=art&w=100&format=png', pipeline)).toEqual({
      sources: [
        { media: '(max-width: 600px)', type: 'image/png', srcset: '/pattern-100x400.png 100w', w: 100, h: 400 },
        { media: '(max-width: 900px)', type: 'image/png', srcset: '/pattern-100x67.png 100w', w: 100, h: 67 },
      ],
      img: { src: '/pattern-100x67.png', w: 100, h: 67 },
    })
  })

  test('is made and named like every other output', async () => {
    const { value, assets } = await transformImport(pipeline, 'pattern.jpg?preset=art')
    expect(assets.map(({ width, height }) => `${width}×${height}`)).toEqual(
      expect.arrayContaining(['300×400', '400×267', '800×533']),
    )
    for (const { fileName } of assets) expect(JSON.stringify(value)).toContain(fileName)
  })
})

describe('a preset that breaks a rule is refused by its path', () => {
  test.each<[presets: unknown, message: string]>([
    [{ a: null }, 'Option presets.a must be a plain object of directives'],
    [{ a: 'w=40' }, 'Option presets.a must be a plain object of directives'],
    [{ a: [] }, 'Option presets.a must be a plain object of directives'],
    [{ a: new URLSearchParams('w=40') }, 'Option presets.a must be a plain object of directives'],
    [{ a: Promise.resolve({}) }, 'Option presets.a must be a plain object of directives'],
    [{ a: { widht: 40 } }, 'Option presets.a.widht is no directive; did you mean width?'],
    [{ a: { w: 'wide' } }, 'Option presets.a.w must be an integer from 1 to 65535 (pixels), but received "wide"'],
    [{ a: { w: [40, 0] } }, 'Option presets.a.w must be an integer from 1 to 65535 (pixels), but received "0"'],
    [{ a: { w: null } }, 'Option presets.a: w must be a text, a number, a boolean or a list of these, but is null'],
    [{ a: { w: [] } }, 'Option presets.a: w must not be an empty list'],
    [{ a: { format: ['avif;webp'] } }, 'Option presets.a.format must be one of avif'],
    [{ a: { as: 'pictur' } }, 'Option presets.a.as must be one of url'],
    [{ a: { preset: 'b' }, b: {} }, 'Option presets.a.preset must be left out; spread the other preset into this one'],
    [{ a: { sources: {} } }, 'Option presets.a.sources must be a list'],
    [{ a: { sources: [null] } }, 'Option presets.a.sources[0] must be a plain object with media'],
    [{ a: { sources: [{ w: 4 }] } }, 'Option presets.a.sources[0].media must be a media query'],
    [{ a: { sources: [{ media: 'x' }, { media: '' }] } }, 'Option presets.a.sources[1].media must be a media query'],
    [{ a: { sources: [{ media: 'x', w: 0 }] } }, 'Option presets.a.sources[0].w must be an integer'],
    [{ a: { sources: [{ media: 'x', as: 'img' }] } }, 'Option presets.a.sources[0].as must be said of the preset'],
    [
      { a: { sources: [{ media: 'x', preset: 'a' }] } },
      'Option presets.a.sources[0].preset must be said of the preset',
    ],
    ['hero', 'Option presets must be an object'],
  ])('%j', (presets, message) => {
    for (const strict of ['error', 'warn', 'compat'] as const) {
      expect(() => recordedPipeline({ presets, strict } as Options)).toThrow(
        expect.objectContaining({ code: 'OPTION_INVALID', message: expect.stringContaining(message) }),
      )
    }
  })
})
