import { type CustomDirective, LazyImageError, type Options } from '@lazy-image/core'
import { describe, expect, test } from 'vitest'
import { fixture } from './support/fixture.js'
import { planned } from './support/planned.js'
import { recordedPipeline } from './support/recorded-pipeline.js'

/** The printed directives of every output, and what is told besides, of a request under own directives. */
async function outcomeOf(
  directives: Readonly<Record<string, CustomDirective>>,
  query: string,
  options: Options = {},
): Promise<{ outputs: string[]; warnings: string[] }> {
  const { pipeline } = recordedPipeline({ directives, ...options })
  const { plan, warnings } = await planned(pipeline, `pattern.jpg?${query}`)
  const outputs = plan.images.map(({ variant, selection }) => `${JSON.stringify(selection)} ${variant.encoding.format}`)
  return { outputs, warnings: warnings.map(({ message }) => message) }
}

async function outputsOf(directives: Readonly<Record<string, CustomDirective>>, query: string): Promise<string[]> {
  const { outputs, warnings } = await outcomeOf(directives, query)
  expect(warnings).toEqual([])
  return outputs
}

const CARD: CustomDirective = { expand: value => ({ w: value === '' ? 40 : Number(value), format: 'webp' }) }

describe('a directive of the options’ own', () => {
  test('stands for others, told by its value', async () => {
    expect(await outputsOf({ card: CARD }, 'card')).toEqual(['{"w":40,"format":"webp"} webp'])
    expect(await outputsOf({ card: CARD }, 'card=80')).toEqual(['{"w":80,"format":"webp"} webp'])
  })

  test('gets its value decoded, and whole: lists are its own to split', async () => {
    const values: string[] = []
    const expand = (value: string) => {
      values.push(value)
      return { w: 40 }
    }
    for (const query of ['own', 'own=', 'own=a;b', 'own=%23x%20y', 'own=a+b', 'own=16:9']) {
      await outputsOf({ own: { expand } }, query)
    }
    expect([...new Set(values)]).toEqual(['', 'a;b', '#x y', 'a b', '16:9'])
  })

  test('has other names, and is claimed and suggested under each', async () => {
    const directives = { card: { ...CARD, aliases: ['tile', 'karte'] } }
    expect(await outputsOf(directives, 'tile=20')).toEqual(['{"w":20,"format":"webp"} webp'])
    const { pipeline } = recordedPipeline({ directives })
    expect(pipeline.claims('a.jpg?karte')).toBe(true)
    expect(pipeline.claims('a.svg?karte')).toBe(true)
    expect(pipeline.suspect('a.jpg?kartee')[0]?.message).toContain('did you mean karte?')
  })

  test('gives way to what the query says itself, before it or behind it', async () => {
    for (const query of ['w=80&card', 'card&w=80']) {
      const { outputs, warnings } = await outcomeOf({ card: CARD }, query)
      expect(outputs.map(output => JSON.parse(output.slice(0, output.lastIndexOf(' '))))).toEqual([
        { w: 80, format: 'webp' },
      ])
      expect(warnings).toEqual([])
    }
  })

  test('goes before presets and defaults', async () => {
    const { outputs } = await outcomeOf({ card: CARD }, 'card&preset=big', {
      presets: { big: { w: 900, quality: 50 } },
      defaults: { w: 1000, h: 30 },
    })
    expect(outputs).toEqual(['{"w":40,"h":30,"quality":{"kind":"number","value":50},"format":"webp"} webp'])
  })

  test('multiplies by lists like any other, in the place where it stands', async () => {
    const wide = { wide: { expand: () => ({ w: [40, 80] }) } }
    expect(await outputsOf(wide, 'wide&format=webp;png')).toEqual([
      '{"w":40,"format":"webp"} webp',
      '{"w":40,"format":"png"} png',
      '{"w":80,"format":"webp"} webp',
      '{"w":80,"format":"png"} png',
    ])
    expect((await outputsOf(wide, 'format=webp;png&wide')).map(output => output.slice(1, 16))).toEqual([
      '"format":"webp"',
      '"format":"webp"',
      '"format":"png",',
      '"format":"png",',
    ])
    const { pipeline } = recordedPipeline({ directives: wide })
    expect(pipeline.wantsOneUrl('a.jpg?wide')).toBe(false)
    expect(pipeline.wantsOneUrl('a.jpg?wide&w=30')).toBe(true)
  })

  test('may stand for shapes, presets, art direction and parameters as a query has them', async () => {
    const { pipeline } = recordedPipeline({
      presets: { hero: { w: 40 } },
      directives: {
        hero: { expand: () => new URLSearchParams('preset=hero&as=img') },
        both: { expand: () => ({ hero: true, w: 80 }) },
      },
    })
    const { plan } = await planned(pipeline, 'pattern.jpg?hero')
    expect(plan.request.result.shape.name).toBe('img')
    expect(plan.images[0]?.selection).toEqual({ w: 40 })
    expect((await planned(pipeline, 'pattern.jpg?both')).plan.images[0]?.selection).toEqual({ w: 80 })
  })

  test('may stand for own ones, where the outer goes before the inner', async () => {
    const directives: Record<string, CustomDirective> = {
      outer: { expand: () => ({ inner: 'x', w: 80 }) },
      inner: { expand: value => ({ w: 40, h: 20, innermost: value }) },
      innermost: { expand: value => ({ quality: value === 'x' ? 50 : 60, h: 10 }) },
    }
    expect(await outputsOf(directives, 'outer')).toEqual([
      '{"w":80,"h":20,"quality":{"kind":"number","value":50}} jpeg',
    ])
  })

  test('may be a default and a part of a preset', async () => {
    const { outputs } = await outcomeOf({ card: CARD }, 'quality=50', { defaults: { card: 60 } as object })
    expect(outputs).toEqual(['{"w":60,"format":"webp","quality":{"kind":"number","value":50}} webp'])
    const preset = await outcomeOf({ card: CARD }, 'preset=a', { presets: { a: { card: 70 } as object } })
    expect(preset.outputs).toEqual(['{"w":70,"format":"webp"} webp'])
  })

  test('that is not said leaves out what is undefined', async () => {
    expect(await outputsOf({ own: { expand: () => ({ w: 40, h: undefined }) as object } }, 'own')).toEqual([
      '{"w":40} jpeg',
    ])
  })

  test('leaves what else it is called with alone', async () => {
    class Sizes implements CustomDirective {
      readonly #width = 40
      expand() {
        return { w: this.#width }
      }
    }
    expect(await outputsOf({ own: new Sizes() }, 'own')).toEqual(['{"w":40} jpeg'])
  })
})

describe('what is wrong with it is told once, at its own place in the query', () => {
  const cases: [name: string, directives: Readonly<Record<string, unknown>>, message: string][] = [
    [
      'an error of its own',
      {
        own: {
          expand: () => {
            throw new Error('no such size')
          },
        },
      },
      'Directive own cannot take "x": no such size',
    ],
    [
      'whatever it throws',
      {
        own: {
          expand: () => {
            throw 'a text'
          },
        },
      },
      'Directive own cannot take "x": a text',
    ],
    ['itself', { own: { expand: () => ({ own: 1 }) } }, 'Directive own cannot take "1": it stands for itself'],
    [
      'itself, by another name',
      { own: { aliases: ['other'], expand: () => ({ other: 1 }) } },
      'Directive other cannot take "1": it stands for itself',
    ],
    [
      'two that stand for each other, twice over',
      { own: { expand: () => ({ b: 1, c: 2 }) }, b: { expand: () => ({ own: 1 }) }, c: { expand: () => ({ own: 1 }) } },
      'Directive own cannot take "1": it stands for itself',
    ],
    ['nothing', { own: { expand: () => undefined } }, 'must be a plain object or a URLSearchParams'],
    ['a text', { own: { expand: () => 'w=40' } }, 'must be a plain object or a URLSearchParams'],
    ['a list', { own: { expand: () => [['w', 40]] } }, 'must be a plain object or a URLSearchParams'],
    ['a promise', { own: { expand: async () => ({ w: 40 }) } }, 'must be a plain object or a URLSearchParams'],
    ['null for a value', { own: { expand: () => ({ w: null }) } }, 'w must be a text, a number, a boolean or a list'],
    ['an object for a value', { own: { expand: () => ({ w: {} }) } }, 'but is of type object'],
    ['an empty list', { own: { expand: () => ({ w: [] }) } }, 'w must not be an empty list'],
    ['a bad value', { own: { expand: () => ({ w: 'wide' }) } }, 'Directive w must be an integer from 1 to 65535'],
  ]
  test.each(cases)('%s', async (_, directives, message) => {
    const { pipeline } = recordedPipeline({ directives: directives as Record<string, CustomDirective> })
    const error = await pipeline.plan(fixture('pattern.jpg?h=30&own=x')).catch((reason: unknown) => reason)
    expect(error).toBeInstanceOf(LazyImageError)
    expect(error).toMatchObject({ code: 'DIRECTIVE_INVALID', spans: [{ start: 5, end: 10 }] })
    expect((error as LazyImageError).message).toContain(message)
    expect((error as LazyImageError).message.split('\n')).toHaveLength(1)
  })

  test('an unknown key', async () => {
    const directives = { own: { expand: () => ({ w: 40, widht: 3 }) as object } }
    const told = { code: 'DIRECTIVE_UNKNOWN', message: expect.stringContaining('did you mean width?') }
    const strict = recordedPipeline({ directives }).pipeline
    await expect(strict.plan(fixture('pattern.jpg?own'))).rejects.toMatchObject({
      ...told,
      spans: [{ start: 0, end: 3 }],
    })
    const { pipeline } = recordedPipeline({ directives, strict: 'warn' })
    expect((await planned(pipeline, 'pattern.jpg?own')).warnings).toMatchObject([
      { ...told, span: { start: 0, end: 3 } },
    ])
  })

  test('that it is given twice, once for all that it stands for; the last alone counts', async () => {
    const own: CustomDirective = { expand: value => (value === 'a' ? { w: 40, h: 30 } : { w: 80, format: 'webp' }) }
    const { outputs, warnings } = await outcomeOf({ own }, 'own=a&own=b', { strict: 'warn' })
    expect(outputs).toEqual(['{"w":80,"format":"webp"} webp'])
    expect(warnings).toEqual(['Directive own is given more than once; the last one counts'])
  })

  test('that two of them say the same', async () => {
    const directives = { small: { expand: () => ({ w: 40 }) }, large: { expand: () => ({ w: 80 }) } }
    await expect(outcomeOf(directives, 'small&large')).rejects.toMatchObject({ code: 'DIRECTIVE_REPEATED' })
    const { outputs, warnings } = await outcomeOf(directives, 'small&large', { strict: 'warn' })
    expect(outputs).toEqual(['{"w":80} jpeg'])
    expect(warnings).toHaveLength(1)
  })

  test('even where it is asked only whether the request is ours', () => {
    const { pipeline } = recordedPipeline({
      directives: {
        own: {
          expand: () => {
            throw new Error('never')
          },
        },
      },
    })
    expect(pipeline.claims('a.jpg?own&w=40')).toBe(true)
    // Ours, so that its mistake is told.
    expect(pipeline.claims('a.jpg?own')).toBe(true)
  })
})

describe('its name', () => {
  test.each([
    'w',
    'width',
    'webp',
    'top',
    'preset',
    'url',
    'raw',
    'worker',
    'inline',
    'no-inline',
    '',
    'a=b',
    'a b',
    'a+b',
    'a#b',
  ])('cannot be %j', name => {
    const named = { [name]: CARD }
    const alias = { card: { ...CARD, aliases: ['fine', name] } }
    for (const [directives, path] of [
      [named, `directives.${name}`],
      [alias, 'directives.card'],
    ] as const) {
      expect(() => recordedPipeline({ directives })).toThrow(
        expect.objectContaining({ code: 'OPTION_INVALID', message: expect.stringContaining(`Option ${path} must be`) }),
      )
    }
  })

  test('cannot be two directives’', () => {
    expect(() => recordedPipeline({ directives: { a: { ...CARD, aliases: ['b'] }, b: CARD } })).toThrow('directives.b')
    expect(() => recordedPipeline({ directives: { a: { ...CARD, aliases: ['a'] } } })).toThrow('directives.a')
  })

  test('may be any other, even one that every object has', async () => {
    for (const name of ['constructor', 'toString', 'größe', 'a-b', 'x.y']) {
      expect(await outputsOf({ [name]: CARD }, `${name}=20`)).toEqual(['{"w":20,"format":"webp"} webp'])
    }
  })

  test.each([
    [{ a: null }, 'directives.a must be an object with a function expand'],
    [{ a: {} }, 'directives.a must be an object with a function expand'],
    [{ a: () => ({}) }, 'directives.a must be an object with a function expand'],
    [{ a: { ...CARD, aliases: 'b' } }, 'directives.a.aliases must be a list of texts'],
    [{ a: { ...CARD, aliases: [1] } }, 'directives.a.aliases must be a list of texts'],
    ['text', 'directives must be an object'],
  ])('and what is behind it are checked: %j', (directives, message) => {
    expect(() => recordedPipeline({ directives } as unknown as Options)).toThrow(message)
  })
})
