import { LazyImageError, type Options } from '@lazy-image/core'
import { describe, expect, test } from 'vitest'
import { fixture } from '../support/fixture.js'
import { planned } from '../support/planned.js'
import { recordedPipeline } from '../support/recorded-pipeline.js'

const STRICTNESSES = ['error', 'warn', 'compat'] as const

/** Two directives that cannot both have their way: the one that is told, where it is written, and why. */
const conflicts: [request: string, told: string, why: string, code?: string][] = [
  ['pattern.jpg?format=webp&lossless&quality=50', 'quality=50', 'quality has no effect beside lossless'],
  ['pattern.jpg?format=webp&quality=50&lossless', 'quality=50', 'quality has no effect beside lossless'],
  ['pattern.jpg?format=avif&lossless&quality=target:80', 'quality=target:80', 'quality has no effect beside lossless'],
  ['pattern.jpg?format=jpg&lossless&quality=50', 'lossless', 'lossless has no effect on jpg'],
  ['pattern.jpg?format=webp&lossless&maxBytes=50kB', 'maxBytes=50kB', 'maxBytes has no effect beside lossless'],
  ['pattern.jpg?aspect=1:1&w=40&h=30', 'aspect=1:1', 'aspect has no effect beside both w and h'],
  [
    'pattern.jpg?w=4000&allowUpscale&withoutEnlargement',
    'allowUpscale',
    'allowUpscale has no effect beside withoutEnl',
  ],
  [
    'pattern.jpg?w=40&densities=1x;2x&basePixels=40&as=img',
    'basePixels=40',
    'basePixels has no effect beside densities',
  ],
  ['pattern.jpg?w=40&h=30&fit=inside&position=top', 'position=top', 'position has no effect with fit=inside'],
  ['pattern.jpg?w=40&h=30&contain&position=entropy', 'position=entropy', 'position has no effect with fit=contain'],
  ['pattern.jpg?grayscale&hue=90', 'hue=90', 'hue has no effect beside grayscale'],
  ['pattern.jpg?saturation=2&grayscale', 'saturation=2', 'saturation has no effect beside grayscale'],
  ['pattern.jpg?grayscale&tint=red', 'tint=red', 'tint has no effect beside grayscale'],
  ['pattern.jpg?format=jpg&flatten', 'flatten', 'flatten has no effect on jpg'],
  ['pattern.jpg?format=png&background=red', 'background=red', 'background has no effect without flatten'],
  ['pattern.jpg?format=jpg&animated', 'animated', 'animated has no effect on jpg'],
  ['pattern.jpg?format=gif&keepMetadata', 'keepMetadata', 'keepMetadata has no effect on gif'],
  ['pattern.jpg?format=gif&colorspace=p3', 'colorspace=p3', 'colorspace has no effect on gif'],
  ['pattern.jpg?format=webp&hdr=keep', 'hdr=keep', 'hdr has no effect on webp, which has no place for a gain map'],
  ['pattern.jpg?format=webp&effort=9', 'effort=9', 'effort has no effect on webp as 9: its scale goes from 0 to 6'],
  ['pattern.jpg?w=40&as=srcset&placeholder=lqip', 'placeholder=lqip', 'placeholder has no effect with as=srcset'],
  ['pattern.jpg?w=40&as=next&placeholder=color', 'placeholder=color', 'placeholder has no effect with as=next'],
  ['pattern.jpg?w=40&as=metadata&sizes=50vw', 'sizes=50vw', 'sizes has no effect with as=metadata'],
  ['pattern.jpg?crop=1000,0,400,100', 'crop=1000,0,400,100', '1200×800, but reaches to 1400,100', 'DIRECTIVE_INVALID'],
  ['pattern.jpg?crop=1200,0,1,1&w=40', 'crop=1200,0,1,1', '1200×800, but reaches to 1201,1', 'DIRECTIVE_INVALID'],
  ['pattern.jpg?crop=0,0,10,10;60%,0,50%,9', 'crop=0,0,10,10;60%,0,50%,9', 'reaches to 1320,9', 'DIRECTIVE_INVALID'],
  // It is the upright picture that a crop lies in, unless it is taken as it is stored.
  ['rotated.jpg?crop=0,0,1000,100', 'crop=0,0,1000,100', '800×1200, but reaches to 1000,100', 'DIRECTIVE_INVALID'],
  ['rotated.jpg?noAutoOrient&crop=0,0,9,801', 'crop=0,0,9,801', '1200×800, but reaches to 9,801', 'DIRECTIVE_INVALID'],
]

describe.each(STRICTNESSES)('in strictness %s', strict => {
  const { pipeline } = recordedPipeline({ strict })

  test.each(conflicts)('one of two that conflict is told, once: %s', async (request, told, why, code) => {
    const start = request.indexOf(told, request.indexOf('?')) - request.indexOf('?') - 1
    const span = { start, end: start + told.length }
    const result = await planned(pipeline, request).catch((error: unknown) => error)
    if (strict === 'error') {
      expect(result).toMatchObject({ code: code ?? 'DIRECTIVE_INEFFECTIVE', kind: 'directive', spans: [span] })
      const { message } = result as LazyImageError
      expect(message).toContain(why)
      expect(message.split('\n')).toHaveLength(1)
    } else {
      expect(result).toMatchObject({
        warnings: [
          {
            code: code ?? 'DIRECTIVE_INEFFECTIVE',
            severity: 'warning',
            message: expect.stringContaining(why),
            span,
          },
        ],
      })
    }
  })

  test.each([
    'rotated.jpg?noAutoOrient&crop=0,0,1200,800',
    'pattern.jpg?crop=0,0,1200,800',
    'pattern.jpg?crop=33.333333333%,0,66.666666667%,100%',
    // What is left after trimming shows only when the picture is made.
    'pattern.jpg?trim&crop=5000,0,10,10',
    'pattern.jpg?lossless=false&quality=50&format=webp',
    'pattern.jpg?w=4000&allowUpscale&withoutEnlargement=false',
  ])('nothing is told where there is no conflict: %s', async request => {
    expect((await planned(pipeline, request)).warnings).toEqual([])
  })

  test('more outputs than allowed are refused with their number, and with what multiplies to it', async () => {
    const widths = Array.from({ length: 21 }, (_, index) => index + 1).join(';')
    const query = `w=${widths}&h=1;2;3;4;5;6;7;8;9;10&format=webp`
    await expect(planned(pipeline, `pattern.jpg?${query}`)).rejects.toMatchObject({
      code: 'LIMIT_VARIANTS',
      kind: 'limit',
      message: 'The lists multiply to 210 outputs (21 of w × 10 of h); limits.variants allows 200',
    })
  })

  test('an enormous product is refused before it is made', async () => {
    const list = Array.from({ length: 500 }, (_, index) => index + 1).join(';')
    const query = ['w', 'h', 'rotate', 'hue'].map(key => `${key}=${list}`).join('&')
    await expect(planned(pipeline, `pattern.jpg?${query}`)).rejects.toMatchObject({
      code: 'LIMIT_VARIANTS',
      message: expect.stringContaining('multiply to 62500000000 outputs'),
    })
  })

  test('limits.variants decides how many there may be, art direction counted', async () => {
    const count = (options: Options, query: string) => planned(recordedPipeline({ strict, ...options }).pipeline, query)
    await expect(count({ limits: { variants: 3 } }, 'pattern.jpg?w=1;2;3;4')).rejects.toThrow('4 outputs (4 of w)')
    const many = Array.from({ length: 250 }, (_, index) => index + 1).join(';')
    const { plan } = await count({ limits: { variants: 250 } }, `pattern.jpg?w=${many}`)
    expect(plan.images).toHaveLength(250)

    const presets = { art: { w: [1, 2], sources: [{ media: '(max-width: 1px)', w: [3, 4, 5] }] } }
    await expect(count({ limits: { variants: 4 }, presets }, 'pattern.jpg?preset=art&as=picture')).rejects.toThrow(
      '5 outputs (2 of w + 3 of w)',
    )
    await count({ limits: { variants: 5 }, presets }, 'pattern.jpg?preset=art&as=picture')
  })

  test('everything that is wrong is told at once', async () => {
    const query = 'w=40&fit=Cover&h=0&flip&flip&widht=2&format=webp'
    const result = await planned(pipeline, `pattern.jpg?${query}`).catch((error: unknown) => error)
    if (strict === 'error') {
      expect(result).toBeInstanceOf(LazyImageError)
      expect((result as LazyImageError).message.split('\n')).toHaveLength(4)
    } else {
      const codes = (result as { warnings: { code: string }[] }).warnings.map(({ code }) => code)
      expect(codes).toEqual(['DIRECTIVE_REPEATED', 'DIRECTIVE_INVALID', 'DIRECTIVE_INVALID', 'DIRECTIVE_UNKNOWN'])
    }
  })
})

test('a crop that is cut at the edge keeps what lies inside', async () => {
  const { pipeline } = recordedPipeline({ strict: 'warn' })
  const { plan } = await planned(pipeline, 'pattern.jpg?crop=1000,700,400,400')
  expect(plan.images[0]?.variant.framing).toMatchObject({
    frame: { region: { left: 1000, top: 700, width: 200, height: 100 }, width: 200, height: 100 },
  })
})

test('a crop outside of the picture is told whoever asks for it', async () => {
  const crop = '0,0,2000,10'
  const { pipeline } = recordedPipeline({
    presets: { small: { crop }, art: { w: 40, sources: [{ media: '(max-width: 600px)', crop }] } },
  })
  for (const query of ['preset=small', 'preset=art&as=picture']) {
    await expect(pipeline.plan(fixture(`pattern.jpg?${query}`))).rejects.toMatchObject({
      code: 'DIRECTIVE_INVALID',
      spans: [],
      message: expect.stringContaining('reaches to 2000,10'),
    })
  }
})
