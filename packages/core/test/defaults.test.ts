import type { DefaultsFunction, ImageFacts, Options } from '@lazy-image/core'
import { UrlOf } from '@lazy-image/core/host'
import { describe, expect, test } from 'vitest'
import { evaluated } from './support/evaluated.js'
import { fixture } from './support/fixture.js'
import { planned } from './support/planned.js'
import { recordedPipeline } from './support/recorded-pipeline.js'

function pipelineOf(options: Options) {
  return recordedPipeline(options).pipeline
}

describe('defaults', () => {
  test.each<[how: string, defaults: NonNullable<Options['defaults']>]>([
    ['an object', { w: [40, 80], format: 'webp' }],
    ['an object with texts', { w: '40;80', webp: true } as object],
    ['an object without a prototype', Object.assign(Object.create(null), { w: [40, 80], format: 'webp' })],
    ['parameters', new URLSearchParams('w=40;80&webp')],
    ['a function', () => ({ w: [40, 80], format: 'webp' })],
    ['a function that gives parameters', () => new URLSearchParams('w=40;80&webp')],
    ['a function that takes its time', async () => ({ w: [40, 80], format: 'webp' })],
  ])('may be %s; the query goes before them, key by key', async (_, defaults) => {
    const pipeline = pipelineOf({ defaults })
    expect(await evaluated('pattern.jpg', pipeline)).toEqual(['/pattern-40x27.webp', '/pattern-80x53.webp'])
    expect(await evaluated('pattern.jpg?format=png', pipeline)).toEqual(['/pattern-40x27.png', '/pattern-80x53.png'])
    expect(await evaluated('pattern.jpg?width=20', pipeline)).toBe('/pattern-20x13.webp')
  })

  test('claim every image but what is the bundler’s, and an SVG that nobody names a format for', () => {
    for (const defaults of [{ w: 40 }, () => ({ w: 40 })]) {
      const pipeline = pipelineOf({ defaults })
      for (const id of ['a.jpg', 'a.png?', 'a.jpg?x=1']) expect(pipeline.claims(id), id).toBe(true)
      for (const id of ['a.jpg?url', 'a.jpg?raw', 'a.jpg?inline', 'a.svg', 'a.svg?w=4', 'a.js']) {
        expect(pipeline.claims(id), id).toBe(false)
      }
    }
    expect(pipelineOf({ defaults: {} }).claims('a.jpg')).toBe(false)
  })

  test('decide whether a request is one URL, as far as they are known', () => {
    expect(pipelineOf({ defaults: { format: 'webp' } }).wantsOneUrl('a.jpg?w=40')).toBe(true)
    expect(pipelineOf({ defaults: { w: [40, 80] } }).wantsOneUrl('a.jpg?format=webp')).toBe(false)
    expect(pipelineOf({ defaults: { w: [40, 80] } }).wantsOneUrl('a.jpg?w=40')).toBe(true)
    expect(pipelineOf({ defaults: { as: 'img' } }).wantsOneUrl('a.jpg?w=40')).toBe(false)
    expect(pipelineOf({ defaults: () => ({ w: 40 }) }).wantsOneUrl('a.jpg?w=40')).toBe(false)
  })

  test('are no fault of the import: what is idle in them is not told', async () => {
    const pipeline = pipelineOf({ defaults: { quality: 50, fit: 'contain', hue: 90 } })
    expect((await planned(pipeline, 'pattern.jpg?w=40&format=png&grayscale')).warnings).toEqual([])
  })
})

describe('the printed query of an output', () => {
  test.each<[query: string, defaults: NonNullable<Options['defaults']>]>([
    ['quality=50', { w: [40, 80], format: ['webp', 'png'], as: 'img' }],
    ['quality=50', () => ({ w: [40, 80], quality: 70, fit: 'cover', as: 'srcset' })],
    ['as=img', { placeholder: 'lqip' }],
  ])('asks for that output alone, whatever the options say: %s', async (query, defaults) => {
    const pipeline = pipelineOf({ defaults })
    const { plan } = await planned(pipeline, `pattern.jpg?${query}`)
    for (const image of plan.images) {
      const again = await planned(pipeline, `pattern.jpg?${pipeline.queryOf(image)}`)
      expect(again.plan.images.map(one => one.recipe)).toEqual([image.recipe])
      expect(again.plan.request.result.shape.name).toBe('url')
      expect(again.value).toBeInstanceOf(UrlOf)
    }
  })

  test('asks no function of defaults', async () => {
    const pipeline = pipelineOf({
      defaults: () => {
        throw new Error('asked')
      },
    })
    const [image] = (await planned(pipelineOf({}), 'pattern.jpg?w=40')).plan.images
    if (image === undefined) throw new Error('no image is planned')
    expect((await planned(pipeline, `pattern.jpg?${pipeline.queryOf(image)}`)).plan.images).toHaveLength(1)
  })
})

describe('a function of defaults', () => {
  test('is told the image’s absolute path, and what its header says when it asks', async () => {
    const calls: [string, ImageFacts][] = []
    const defaults: DefaultsFunction = async (path, facts) => {
      calls.push([path, await facts()])
      return { w: 40 }
    }
    await planned(pipelineOf({ defaults }), 'rotated.jpg?quality=50')
    await planned(pipelineOf({ defaults }), 'alpha.png')
    expect(calls).toEqual([
      [fixture('rotated.jpg'), expect.objectContaining({ width: 800, height: 1200, format: 'jpeg', hasAlpha: false })],
      [fixture('alpha.png'), expect.objectContaining({ width: 60, height: 40, format: 'png', hasAlpha: true })],
    ])
  })

  test('decides for each image', async () => {
    const pipeline = pipelineOf({ defaults: path => (path.endsWith('.png') ? { w: 20 } : { w: 40 }) })
    expect(await evaluated('pattern.jpg', pipeline)).toBe('/pattern-40x27.jpg')
    expect(await evaluated('small.png', pipeline)).toBe('/small-20x15.png')
  })

  test('may leave an image to the bundler, but not one for which the query asks something', async () => {
    for (const nothing of [undefined, {}]) {
      const pipeline = pipelineOf({ defaults: () => nothing })
      expect(await pipeline.plan(fixture('pattern.jpg'))).toBeNull()
      expect(await evaluated('pattern.jpg?w=40', pipeline)).toBe('/pattern-40x27.jpg')
    }
  })

  test.each<[given: unknown, message: string]>([
    ['w=40', 'Option defaults(): directives must be a plain object or a URLSearchParams'],
    [null, 'Option defaults(): directives must be a plain object or a URLSearchParams'],
    [['w'], 'Option defaults(): directives must be a plain object or a URLSearchParams'],
    [{ widht: 4 }, 'Option defaults().widht is no directive; did you mean width?'],
    [{ w: 0 }, 'Option defaults().w must be an integer from 1 to 65535'],
  ])('that gives %j is refused', async (given, message) => {
    const pipeline = pipelineOf({ defaults: () => given as object })
    await expect(pipeline.plan(fixture('pattern.jpg?h=4'))).rejects.toMatchObject({
      code: 'OPTION_INVALID',
      message: expect.stringContaining(message),
    })
  })

  test('that fails is told with its own message', async () => {
    const pipeline = pipelineOf({
      defaults: () => {
        throw new Error('no theme')
      },
    })
    await expect(pipeline.plan(fixture('pattern.jpg?h=4'))).rejects.toMatchObject({
      code: 'OPTION_INVALID',
      message: 'Option defaults() failed: no theme',
    })
  })

  test('whose image cannot be read is told of the image', async () => {
    const pipeline = pipelineOf({
      defaults: async (_, facts) => {
        await facts()
        return { w: 4 }
      },
    })
    await expect(pipeline.plan(fixture('missing.jpg'))).rejects.toMatchObject({ code: 'SOURCE_NOT_FOUND' })
  })
})

describe('defaults that break a rule are refused where the options are read', () => {
  test.each<[defaults: unknown, message: string]>([
    ['w=40', 'Option defaults must be a plain object, a URLSearchParams or a function'],
    [null, 'Option defaults must be a plain object, a URLSearchParams or a function'],
    [[], 'Option defaults must be a plain object, a URLSearchParams or a function'],
    [new Map([['w', 4]]), 'Option defaults must be a plain object, a URLSearchParams or a function'],
    [{ w: 0 }, 'Option defaults.w must be an integer from 1 to 65535 (pixels), but received "0"'],
    [{ w: Number.NaN }, 'Option defaults.w must be an integer from 1 to 65535 (pixels), but received "NaN"'],
    [{ W: 40 }, 'Option defaults.W is no directive; did you mean w?'],
    [{ constructor: 40 }, 'Option defaults.constructor is no directive'],
    [JSON.parse('{"__proto__": 40}'), 'Option defaults.__proto__ is no directive'],
    [new URLSearchParams('w=40;x'), 'Option defaults.w must be an integer from 1 to 65535 (pixels), but received "x"'],
    [{ preset: 'hero' }, 'Option defaults.preset must be the name of a preset, and the options define none'],
    [{ url: true }, 'Option defaults.url is no directive'],
  ])('%j', (defaults, message) => {
    expect(() => pipelineOf({ defaults } as Options)).toThrow(
      expect.objectContaining({ code: 'OPTION_INVALID', message: expect.stringContaining(message) }),
    )
  })
})

describe('include and exclude', () => {
  test.each<[options: Options, claimed: string[], left: string[]]>([
    [{}, ['/a/b.jpg?w=1'], ['/a/b.js?w=1']],
    [{ include: '**/photos/**' }, ['/a/photos/b.jpg?w=1'], ['/a/icons/b.jpg?w=1']],
    [{ exclude: ['**/icons/**', /\.gif/] }, ['/a/b.jpg?w=1'], ['/a/icons/b.jpg?w=1', '/a/b.gif?w=1']],
    [{ include: '**/*.png', exclude: /secret/ }, ['/a/b.png?w=1'], ['/a/b.jpg?w=1', '/a/secret.png?w=1']],
    // As patterns for bundlers have it, path and query together are tried too.
    [{ include: /\?(?:.*&)?lazy/ }, ['/a/b.jpg?lazy&w=1'], ['/a/b.jpg?w=1']],
    [{ include: /^[^?]+\.(?:png|jpg)\?/ }, ['/a/b.jpg?w=1'], ['/a/b.webp?w=1']],
    // An expression that remembers where it was must not forget every second image.
    [{ include: /jpg/g }, ['/a/b.jpg?w=1', '/a/c.jpg?w=1', '/a/d.jpg?w=1'], []],
    [{ include: /jpg/y }, [], ['/a/b.jpg?w=1']],
    [{ exclude: '**/.hidden/**' }, ['/a/b.jpg?w=1'], ['/a/.hidden/b.jpg?w=1']],
    [{ include: 'C:/a/**' }, ['C:\\a\\b.jpg?w=1'], ['D:\\a\\b.jpg?w=1']],
    [{ include: [] }, [], ['/a/b.jpg?w=1']],
  ])('decide what is ours: %o', (options, claimed, left) => {
    const pipeline = pipelineOf(options)
    for (const id of claimed) expect(pipeline.claims(id), id).toBe(true)
    for (const id of left) expect(pipeline.claims(id), id).toBe(false)
  })

  test('decide whether an image may be handled at all, whatever is asked of it', () => {
    const pipeline = pipelineOf({ exclude: '**/raw/**' })
    expect(pipeline.isImage('/a/raw/b.jpg')).toBe(false)
    expect(pipeline.isImage('/a/b.jpg')).toBe(true)
    expect(pipeline.isImage('/a/b.js')).toBe(false)
  })

  test.each<[options: unknown, message: string]>([
    [
      { include: 5 },
      'Option include must be a glob pattern, a regular expression, a function or a list of these, but received 5',
    ],
    [{ exclude: [null] }, 'Option exclude must be a glob pattern'],
    [{ include: '' }, 'Option include must be a glob pattern'],
  ])('are checked: %j', (options, message) => {
    expect(() => pipelineOf(options as Options)).toThrow(message)
  })
})
