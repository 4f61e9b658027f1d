import { splitId } from '@lazy-image/core/host'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseQuery, printQuery } from '../dist/language/query.js'
import { outputsOf, refusalOf } from './support/plan-request.js'
import { planned } from './support/planned.js'
import { recordedPipeline } from './support/recorded-pipeline.js'

const { pipeline } = recordedPipeline()

describe('a query', () => {
  test('multiplies lists, the first key outermost', async () => {
    expect(await outputsOf('w=200;400&format=webp;png')).toEqual([
      'webp 200×133',
      'png 200×133',
      'webp 400×267',
      'png 400×267',
    ])
    expect(await outputsOf('format=webp;png&w=200;400')).toEqual([
      'webp 200×133',
      'webp 400×267',
      'png 200×133',
      'png 400×267',
    ])
  })

  test('takes the last of a repeated key, under whatever name, where mistakes are let pass', async () => {
    const { pipeline: lenient } = recordedPipeline({ strict: 'warn' })
    const madeOf = async (query: string) =>
      (await planned(lenient, `pattern.jpg?${query}`)).plan.images.map(
        ({ formatName, selection }) => `${formatName} ${selection.w ?? ''}`,
      )
    expect(await madeOf('w=100&w=200')).toEqual(['jpeg 200'])
    expect(await madeOf('w=100;300&width=200')).toEqual(['jpeg 200'])
    expect(await madeOf('format=png&webp')).toEqual(['webp '])
    expect(await madeOf('webp&format=png')).toEqual(['png '])
    expect(await madeOf('w=abc&w=200')).toEqual(['jpeg 200'])
  })

  test.each([
    ['w=400,800', 'Directive w must be .*, but received "400,800"; a list is written w=400;800$'],
    ['w=400, 800', 'received "400, 800"; a list is written w=400;800$'],
    ['format=webp,avif', 'received "webp,avif"; a list is written format=webp;avif$'],
    [
      'w=400;format=webp',
      'received "format=webp"; ";" is between values and "&" between directives: w=400&format=webp$',
    ],
    [
      'w=400?format=webp',
      'received "400\\?format=webp"; a query has one "\\?", and "&" between directives: w=400&format=webp$',
    ],
    ['w=400,x', 'received "400,x"$'],
  ])('is shown as it is written, where it is taken for another language’s: %s', async (query, message) => {
    const { message: told } = await refusalOf(`pattern.jpg?${query}`)
    expect(told).toMatch(new RegExp(message))
  })

  test('means a directive by a bare value or one that is true', async () => {
    expect(await outputsOf('w=100&webp')).toEqual(['webp 100×67'])
    expect(await outputsOf('w=100&webp=true')).toEqual(['webp 100×67'])
    expect(await outputsOf('w=100&h=100&inside')).toEqual(['jpeg 100×67'])
    expect(await outputsOf('w=100&h=100&contain=true')).toEqual(['jpeg 100×100'])
  })

  test('is decoded after it is taken apart', async () => {
    expect(await outputsOf('w=%34%30')).toEqual(['jpeg 40×27'])
    expect(await outputsOf('%66ormat=web%70&w=40')).toEqual(['webp 40×27'])
    expect(await outputsOf('w=40%3B60')).toEqual(['jpeg 40×27', 'jpeg 60×40'])
    expect((await refusalOf('pattern.jpg?w=40%26h=50')).message).toContain('received "40&h=50"')
  })

  test('reads a plus as a space, as forms write it', async () => {
    expect((await refusalOf('pattern.jpg?w=4+0')).message).toContain('received "4 0"')
  })

  test('with a lone per cent sign is still read, codes beside it as what they stand for', async () => {
    const { message } = await refusalOf('pattern.jpg?w=40%&h=%34%+%35%30')
    expect(message).toMatch(/received "40%".*received "4% 50"/s)
    expect(await outputsOf('crop=0%,0,50%25,50%&w=40')).toEqual(['jpeg 40×27'])
    expect((await refusalOf('pattern.jpg?w=40&of=100%')).code).toBe('DIRECTIVE_UNKNOWN')
    expect((await refusalOf('pattern.jpg?w=40%')).message).toContain('received "40%"')
  })

  test('may hold a # in a value', async () => {
    expect((await refusalOf('pattern.jpg?w=40&format=#fff;webp')).message).toContain('received "#fff"')
    expect((await refusalOf('pattern.jpg?w=40&shade=#fff&format=webp')).spans).toEqual([{ start: 5, end: 15 }])
    expect(pipeline.claims('a.jpg?shade=#fff&w=40')).toBe(true)
  })

  test('never splits a value with a colon', async () => {
    const { message } = await refusalOf('pattern.jpg?w=16:9;4:3')
    expect(message.split('\n')).toHaveLength(1)
    expect(message).toContain('received "16:9;4:3"')
  })

  test('may have empty parts', async () => {
    expect(await outputsOf('&w=40&&format=webp&')).toEqual(['webp 40×27'])
  })

  test('leaves names that every object has alone', async () => {
    for (const name of ['__proto__', 'constructor', 'toString', 'hasOwnProperty']) {
      expect(await refusalOf(`pattern.jpg?w=40&${name}=1`)).toMatchObject({
        code: 'DIRECTIVE_UNKNOWN',
        message: expect.stringContaining(JSON.stringify(name)),
      })
      expect(pipeline.claims(`a.jpg?${name}`)).toBe(false)
    }
  })

  test('comes back from its printed form', () => {
    const entry = fc.record({ key: fc.string({ minLength: 1 }), text: fc.string() })
    fc.assert(
      fc.property(fc.array(entry), entries => {
        expect(parseQuery(printQuery(entries)).map(({ key, text }) => ({ key, text }))).toEqual(entries)
      }),
      { numRuns: 500 },
    )
  })

  test('is whatever follows the first question mark', () => {
    expect(splitId('/a/b.jpg?w=1?x')).toEqual({ path: '/a/b.jpg', query: 'w=1?x' })
    expect(splitId('/a/b.jpg')).toEqual({ path: '/a/b.jpg', query: '' })
    expect(splitId('/a/b.jpg?')).toEqual({ path: '/a/b.jpg', query: '' })
  })

  test('of any text is read without an exception', () => {
    fc.assert(
      fc.property(fc.string(), query => {
        expect(typeof pipeline.claims(`a.jpg?${query}`)).toBe('boolean')
        expect(typeof pipeline.wantsOneUrl(`a.jpg?${query}`)).toBe('boolean')
      }),
      { numRuns: 500 },
    )
  })
})

describe('an image request', () => {
  test.each([
    'a.jpg?w=100',
    'a.JPG?w=100',
    './b/a.jpeg?format=webp',
    '/abs/a.png?webp',
    'a.webp?quality=5',
    'a.avif?as=img',
    'a.jpg?x=1&w=100',
    'with space.png?w=20',
    'a.jpg?w=broken',
    'a.gif?w=1',
    'a.tiff?w=1',
  ])('is %s', id => {
    expect(pipeline.claims(id)).toBe(true)
  })

  test.each([
    'a.jpg',
    'a.jpg?',
    'a.jpg?url',
    'a.jpg?raw',
    'a.jpg?inline',
    'a.jpg?no-inline',
    'a.jpg?worker',
    'a.jpg?unknown=1',
    'a.jpg?webp=false',
    'a.svg?w=100',
    'a.js?w=100',
    'jpg?w=100',
    'a.jpg.js?w=100',
    '',
  ])('is not %j, which is left to the bundler', id => {
    expect(pipeline.claims(id)).toBe(false)
  })
})

describe('a request for one URL', () => {
  test.each(['w=100', 'w=100&format=webp', 'w=100&as=url', 'w=100&h=50&cover', 'w=100;200&w=300'])('is %s', query => {
    expect(pipeline.wantsOneUrl(`a.jpg?${query}`)).toBe(true)
  })

  test.each(['w=100;200', 'w=100&format=webp;jpg', 'w=100&as=img', 'w=100&as=metadata:src', 'w=100&as=srcset'])(
    'is not %s',
    query => {
      expect(pipeline.wantsOneUrl(`a.jpg?${query}`)).toBe(false)
    },
  )
})
