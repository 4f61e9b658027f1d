import {
  type CustomOutput,
  LazyImageError,
  type OutputExtras,
  type OutputImage,
  transformImport,
} from '@lazy-image/core'
import { describe, expect, test } from 'vitest'
import { evaluated } from '../support/evaluated.js'
import { fixture } from '../support/fixture.js'
import { planned } from '../support/planned.js'
import { recordedPipeline } from '../support/recorded-pipeline.js'

/** What an import comes to with one shape of its own. */
function resultOf(build: CustomOutput, query = 'w=40;80'): Promise<unknown> {
  const { pipeline } = recordedPipeline({ outputs: { own: build } })
  return evaluated(`pattern.jpg?${query}&as=own`, pipeline)
}

async function refusalOf(build: unknown): Promise<LazyImageError> {
  const error = await resultOf(build as CustomOutput).then(
    value => new Error(`taken as ${JSON.stringify(value)}`),
    (reason: unknown) => reason,
  )
  if (error instanceof LazyImageError) return error
  throw error
}

describe('a shape of the options’ own', () => {
  test('is told all about the outputs, and nothing of the engine', async () => {
    let seen: readonly OutputImage[] = []
    await resultOf(images => {
      seen = images
      return null
    }, 'w=40&h=30;20&format=webp&quality=50&lossless=false&position=top')
    expect(seen).toEqual([
      {
        src: expect.any(String),
        width: 40,
        height: 30,
        format: 'webp',
        mediaType: 'image/webp',
        space: 'srgb',
        channels: 3,
        frames: 1,
        hasAlpha: false,
        hasProfile: false,
        isProgressive: false,
        others: {},
        directives: { w: '40', h: '30', format: 'webp', quality: '50', lossless: 'false', position: '0.5,0' },
        source: { file: fixture('pattern.jpg'), width: 1200, height: 800, format: 'jpeg' },
      },
      expect.objectContaining({ height: 20, directives: expect.objectContaining({ h: '20' }) }),
    ])
  })

  test('may put URLs anywhere, also into longer texts, several times and not at all', async () => {
    const value = await resultOf(images => ({
      first: images[0]?.src,
      all: images.map(({ src }) => src),
      text: images.map(({ src, width }) => `url(${src}) ${width}px`).join(', '),
      twice: `${images[0]?.src}${images[0]?.src}`,
      none: ['text', '', 1.5, true, null],
      deep: [[{ a: { b: images[1]?.src } }]],
    }))
    expect(value).toEqual({
      first: '/pattern-40x27.jpg',
      all: ['/pattern-40x27.jpg', '/pattern-80x53.jpg'],
      text: 'url(/pattern-40x27.jpg) 40px, url(/pattern-80x53.jpg) 80px',
      twice: '/pattern-40x27.jpg/pattern-40x27.jpg',
      none: ['text', '', 1.5, true, null],
      deep: [[{ a: { b: '/pattern-80x53.jpg' } }]],
    })
  })

  test('may be any JSON value at the top', async () => {
    for (const value of ['text', '', 0, false, null, [], {}]) expect(await resultOf(() => value)).toEqual(value)
    expect(await resultOf(([image]) => image?.src)).toBe('/pattern-40x27.jpg')
  })

  test('is JSON as JSON.stringify makes it: undefined is left out of objects and null in lists', async () => {
    expect(await resultOf(() => ({ a: undefined, b: [undefined, 1] }))).toEqual({ b: [null, 1] })
    expect(await resultOf(() => Object.assign(Object.create(null), { a: 1 }))).toEqual({ a: 1 })
  })

  test('gets the keys behind its colon, and what the query says besides', async () => {
    const calls: unknown[] = []
    const build: CustomOutput = (_, keys, extras) => {
      calls.push([keys, extras])
      return 1
    }
    const placeholderOf = expect.any(Function) as OutputExtras['placeholderOf']
    const nothing: OutputExtras = { placeholder: null, placeholderOf, sizes: null, basePixels: null }
    await resultOf(build)
    expect(calls).toEqual([[null, nothing]])
    calls.length = 0
    const { pipeline } = recordedPipeline({ outputs: { own: build } })
    await planned(pipeline, 'pattern.jpg?w=40&as=own:a;b&sizes=50vw&basePixels=20')
    await planned(pipeline, 'pattern.jpg?w=40&as=own:')
    expect(calls).toEqual([
      [['a', 'b'], { placeholder: null, placeholderOf, sizes: '50vw', basePixels: 20 }],
      [[''], nothing],
    ])
  })

  test('may put the placeholder anywhere', async () => {
    const build: CustomOutput = (_, __, { placeholder }) => ({ alone: placeholder, text: `url(${placeholder})` })
    expect(await resultOf(build, 'w=40&placeholder=lqip')).toEqual({
      alone: '<dataUri of webp>',
      text: 'url(<dataUri of webp>)',
    })
    expect(await resultOf(build, 'w=40&placeholder=palette')).toEqual({
      alone: ['#112233', '#445566'],
      text: 'url(#112233,#445566)',
    })
  })

  test('has null for the size of a trimmed picture, which shows only when it is made', async () => {
    expect(await resultOf(images => images.map(({ width, height }) => [width, height]), 'w=40&trim')).toEqual([
      [null, null],
    ])
  })

  test('has data URIs for URLs where the query asks for them', async () => {
    expect(await resultOf(([image]) => `url("${image?.src}")`, 'w=40&inline')).toBe('url("<dataUri of jpeg>")')
  })

  test('comes with exactly the files that it names', async () => {
    const { pipeline } = recordedPipeline({ outputs: { second: images => ({ href: images[1]?.src }) } })
    const { value, assets } = await transformImport(pipeline, 'pattern.jpg?w=40;80&as=second')
    expect(assets).toMatchObject([{ width: 80, height: 53 }])
    expect(value).toEqual({ href: `/${assets[0]?.fileName}` })
  })

  test('never stands where one URL must', () => {
    const { pipeline } = recordedPipeline({ outputs: { own: () => '' } })
    expect(pipeline.wantsOneUrl('a.jpg?w=40&as=own')).toBe(false)
  })
})

describe('a shape that is no JSON is refused with where and what', () => {
  const cycle: unknown[] = []
  cycle.push({ cycle })
  test.each<[name: string, build: unknown, message: RegExp]>([
    ['nothing', () => undefined, /^The value of outputs\.own must be JSON.* received undefined/],
    ['a function', () => ({ a: [() => 1] }), /outputs\.own\.a\[0\] must be JSON.*\(function\)/],
    ['a bigint', () => ({ a: 1n }), /outputs\.own\.a must be JSON.* 1n \(bigint\)/],
    ['a symbol', () => Symbol('x'), /outputs\.own must be JSON.*Symbol\(x\)/],
    ['no number', () => [Number.NaN], /outputs\.own\[0\] must be JSON.* NaN /],
    ['endless', () => Number.POSITIVE_INFINITY, /outputs\.own must be JSON.* Infinity /],
    ['what a promise holds', async () => ({ a: 1n }), /outputs\.own\.a must be JSON.* 1n \(bigint\)/],
    ['a map', () => ({ a: new Map([[1, 2]]) }), /outputs\.own\.a must be JSON.*Map/],
    ['a date', () => new Date(0), /outputs\.own must be JSON.*1970/],
    ['a URL', () => new URL('https://host.example'), /outputs\.own must be JSON.*URL/],
    ['a cycle', () => cycle, /outputs\.own\[0\]\.cycle must be no part of itself/],
  ])('%s', async (_, build, message) => {
    const error = await refusalOf(build)
    expect(error.code).toBe('OPTION_INVALID')
    expect(error.message).toMatch(message)
  })

  test('an error of its own, with its message and its cause', async () => {
    const cause = new TypeError('no such theme')
    const error = await refusalOf(() => {
      throw cause
    })
    expect(error).toMatchObject({ code: 'OPTION_INVALID', message: 'Option outputs.own failed: no such theme', cause })
    expect(
      (
        await refusalOf(() => {
          throw 'a text'
        })
      ).message,
    ).toBe('Option outputs.own failed: a text')
  })
})

describe('the name of a shape of one’s own', () => {
  test.each(['url', 'img', 'metadata', 'meta', '', 'a:b', 'a;b', 'a b', 'a&b', 'a=b'])('cannot be %j', name => {
    expect(() => recordedPipeline({ outputs: { [name]: () => 1 } })).toThrow(
      expect.objectContaining({ code: 'OPTION_INVALID', message: expect.stringContaining(`outputs.${name}`) }),
    )
  })

  test.each(['constructor', 'toString', 'größe', 'a-b', 'x.y'])('can be %s', async name => {
    const { pipeline } = recordedPipeline({ outputs: { [name]: () => name } })
    expect(await evaluated(`pattern.jpg?w=40&as=${name}`, pipeline)).toBe(name)
  })

  test('is suggested', async () => {
    const { pipeline } = recordedPipeline({ outputs: { gallery: () => 1 } })
    await expect(pipeline.plan(fixture('pattern.jpg?w=40&as=galery'))).rejects.toThrow('did you mean gallery?')
  })
})
