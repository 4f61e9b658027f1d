import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Options } from '@lazy-image/core'
import { describe, expect, test } from 'vitest'
import { AskedQuery } from '../../dist/language/asked-query.js'
import { isBundlerKey, isForBundler, isIdleWord, isSilentWord } from '../../dist/language/bundler-words.js'
import { decodePath, locateFile } from '../../dist/language/decode-path.js'
import { isComplete } from '../../dist/language/language.js'
import { quote } from '../../dist/language/quote.js'
import { listShapes, ownShape } from '../../dist/language/shape.js'
import { SHAPES } from '../../dist/shapes/shapes.js'
import { workCounts } from '../../dist/work-counts.js'
import { planned } from '../support/planned.js'
import { recordedPipeline } from '../support/recorded-pipeline.js'
import { scratchFolder } from '../support/scratch-folder.js'

const KEY = '0123456789abcdef0123456789abcdef'

const entry = (key: string, text = '') => ({ key, text, items: null, span: null })

describe('a word of bundlers', () => {
  test.each<[key: string, isIdle: boolean, isSilent: boolean]>([
    ['url', false, true],
    ['no-inline', false, true],
    ['inline', false, false],
    ['raw', true, false],
    ['worker', true, false],
    ['sharedworker', true, false],
  ])('%s', (key, isIdle, isSilent) => {
    expect([isIdleWord(key), isSilentWord(key)]).toEqual([isIdle, isSilent])
    expect(isBundlerKey(key)).toBe(true)
    for (const text of ['', 'true', 'x']) expect(isForBundler(entry(key, text))).toBe(true)
    // Only of inline does a bundler know no false.
    expect(isForBundler(entry(key, 'false'))).toBe(key !== 'inline')
  })

  test('is no other word', () => {
    for (const key of ['w', '', 'constructor']) {
      expect([isIdleWord(key), isSilentWord(key), isBundlerKey(key), isForBundler(entry(key))]).not.toContain(true)
    }
  })
})

describe('a query that a function is asked with', () => {
  test('notes every way to ask, and nothing else', () => {
    const query = new AskedQuery([entry('a', '1'), entry('b', '2'), entry('c', '3'), entry('d', '4')])
    query.get('a')
    query.getAll('b')
    query.has('c')
    expect(['a', 'b', 'c', 'd'].map(key => query.wasAskedFor(key))).toEqual([true, true, true, false])
  })

  test('has a key, or a key with a value', () => {
    const query = new AskedQuery([entry('a', '1')])
    expect([query.has('a'), query.has('b'), query.has('a', '1'), query.has('a', '2')]).toEqual([
      true,
      false,
      true,
      false,
    ])
  })

  test('keeps each entry that stays as it was written, once', () => {
    const written = [1, 2, 3].map(start => ({ ...entry(start < 3 ? 'a' : 'b', '1'), span: { start, end: 9 } }))
    const query = new AskedQuery(written)
    expect(query.current).toEqual(written)
    query.append('a', '1')
    query.set('b', '2')
    expect(query.current).toEqual([written[0], written[1], entry('b', '2'), entry('a', '1')])
  })
})

describe('a path', () => {
  test('stands for the file called so, else for the one that it is decoded to', () => {
    const folder = scratchFolder()
    for (const name of ['a%20b.png', 'a b.png', 'c d.png']) writeFileSync(join(folder, name), '')
    const located = (name: string) => locateFile(join(folder, name)).slice(folder.length + 1)
    expect(['a%20b.png', 'c%20d.png', 'e%20f.png', 'plain.png'].map(located)).toEqual([
      'a%20b.png',
      'c d.png',
      'e%20f.png',
      'plain.png',
    ])
  })

  test('that is no code stays as it is', () => {
    expect(decodePath('100%.png')).toBe('100%.png')
    expect(decodePath('a%20b.png')).toBe('a b.png')
  })

  test('is shown to patterns as the file is called', () => {
    const folder = scratchFolder()
    writeFileSync(join(folder, 'c d.png'), '')
    const seen: string[] = []
    const { pipeline } = recordedPipeline({ include: (id: string) => seen.push(id) > 0 })
    for (const name of ['c%20d.png?w=9', 'plain.png?w=9']) pipeline.accepts(join(folder, name))
    expect(seen.map(id => id.slice(folder.length + 1))).toEqual(['c d.png?w=9', 'plain.png?w=9'])
  })

  test('is an image by its name alone', () => {
    const { pipeline } = recordedPipeline()
    expect(['/a.png', '/a.JPG', '/a.txt', '/a.png.txt'].map(path => pipeline.isImage(path))).toEqual([
      true,
      true,
      false,
      false,
    ])
    expect(recordedPipeline({ exclude: '**/a.png' }).pipeline.isImage('/a.png')).toBe(false)
  })
})

describe('a printed query', () => {
  test('has a key of 32 hexadecimal digits', () => {
    expect(isComplete([entry('w', '9'), entry('k', KEY)])).toBe(true)
    for (const text of ['', `${KEY}0`, `0${KEY}`, KEY.slice(1), KEY.toUpperCase()])
      expect(isComplete([entry('k', text)])).toBe(false)
    expect(isComplete([entry('w', KEY)])).toBe(false)
  })
})

test('a query is taken apart once, whatever the path before it', () => {
  const { pipeline } = recordedPipeline()
  const before = workCounts.parses
  for (const path of ['/a.png', '/b.png']) pipeline.claims(`${path}?w=9`)
  expect(workCounts.parses).toBe(before + 1)
})

describe('whether something is asked for', () => {
  test('an own way to combine reads any query, but there must be one', () => {
    const { pipeline } = recordedPipeline({ combine: () => undefined })
    expect(['/a.png', '/a.png?', '/a.png?x'].map(id => pipeline.isRequest(id))).toEqual([false, false, true])
  })

  test('a bundler’s words among themselves are the bundler’s, beside a directive they are not', () => {
    const { pipeline } = recordedPipeline({ defaults: { w: 9 } })
    expect(['/a.png?url', '/a.png?url&raw', '/a.png?url&w=9', '/a.png'].map(id => pipeline.isRequest(id))).toEqual([
      false,
      false,
      true,
      true,
    ])
  })

  test('a drawing is asked for with a format alone', () => {
    const { pipeline } = recordedPipeline()
    expect(['/a.svg?w=9', '/a.SVG?w=9', '/a.svg?webp', '/a.svg?format=png'].map(id => pipeline.isRequest(id))).toEqual([
      false,
      false,
      true,
      true,
    ])
  })

  test('one URL comes of one output whose shape is one', () => {
    const { pipeline } = recordedPipeline()
    const isOne = (query: string) => pipeline.wantsOneUrl(`/a.png?${query}`)
    expect(
      ['w=9', 'w=9;8', 'w=9&as=img', 'w=9&as=nothing', 'w=9&inline', 'w=9&inline=false', `k=${KEY}`].map(isOne),
    ).toEqual([true, false, false, false, false, true, true])
  })
})

describe('shapes', () => {
  test('of the options’ own take everything of one picture, and are listed nowhere', () => {
    const own = ownShape('mine')
    expect(own).toEqual({
      name: 'mine',
      aliases: [],
      doc: '',
      takes: { placeholder: true, candidates: true, sizes: true, attributes: true, media: false, others: true },
      keys: 'any',
      isUrl: false,
      inText: null,
    })
    expect(listShapes([...SHAPES, own], ({ takes }) => takes.sizes)).toBe(
      listShapes(SHAPES, ({ takes }) => takes.sizes),
    )
  })

  test('are listed where something is said of them', () => {
    const named = SHAPES.filter(({ takes }) => takes.placeholder).map(({ name }) => name)
    expect(listShapes(SHAPES, ({ takes }) => takes.placeholder)).toBe(new Intl.ListFormat('en-GB').format(named))
    expect(listShapes(SHAPES, () => false)).toBe('')
  })
})

describe('a word of another tool', () => {
  const told = (query: string) =>
    recordedPipeline()
      .pipeline.suspect(`/a.png?${query}`)
      .map(({ message }) => message)
  test.each([
    ['q=70', 'quality=70'],
    ['q=', 'quality'],
    ['q=high', 'quality'],
    ['size=10,20', 'w=10;20'],
    ['size=10&size=20', 'w=10;20'],
    ['fm=webp', 'format=webp'],
    ['auto=format', 'format=auto'],
    ['picture', 'as=picture'],
    ['bw', 'grayscale'],
    ['bw=true', 'grayscale=true'],
    ['size=10,x', 'w'],
    ['q=70&q=high', 'quality'],
  ])('is translated with its value: %s', (query, meant) => {
    expect(told(query)).toEqual([
      `The query names no directive, so that the image is left as it is; did you mean ${meant}?`,
    ])
  })
})

test('what may be meant is a warning that says whether a directive is unknown or idle', () => {
  const { pipeline } = recordedPipeline()
  expect(pipeline.suspect('/a.png?q=70')).toMatchObject([{ code: 'DIRECTIVE_UNKNOWN', severity: 'warning' }])
  expect(pipeline.suspect('/a.svg?w=70')).toMatchObject([{ code: 'DIRECTIVE_INEFFECTIVE', severity: 'warning' }])
})

test('a shape that stands as a key beside an own shape is told, and other keys are that shape’s', async () => {
  const { pipeline } = recordedPipeline({ outputs: { mine: () => '' } })
  const { warnings } = await planned(pipeline, 'small.png?w=9&as=mine&picture&xyzzy')
  expect(warnings.map(({ message }) => message)).toEqual([
    'Unknown directive "picture" is ignored; did you mean as=picture?',
  ])
})

test('a longer text may mention a request where a query follows, or a name where defaults ask for all', () => {
  const texts = ['url(a.png)', 'url(a.png?w=9)', 'a.pngx', 'none']
  const mentions = (options: Options) => texts.map(text => recordedPipeline(options).pipeline.mayMention(text))
  expect(mentions({})).toEqual([false, true, false, false])
  expect(mentions({ defaults: { w: 9 } })).toEqual([true, true, false, false])
})

test('a text of up to a hundred characters is quoted whole, and a longer one in part', () => {
  const hundred = 'x'.repeat(100)
  expect(quote('a"b')).toBe('"a\\"b"')
  expect(quote(hundred)).toBe(`"${hundred}"`)
  expect(quote(`${hundred}y`)).toBe(`"${hundred}"…`)
})
