import { transformImport } from '@lazy-image/core'
import { describe, expect, test } from 'vitest'
import { planned } from '../support/planned.js'
import { recordedPipeline } from '../support/recorded-pipeline.js'

const { pipeline } = recordedPipeline({ strict: 'compat' })

/** What a lenient reading makes of one output's directives, or the error's code. */
async function readAs(query: string): Promise<unknown> {
  return planned(pipeline, `pattern.jpg?${query}`).then(
    ({ plan, warnings }) => ({ ...plan.request.selections[0], told: warnings.map(({ code }) => code) }),
    ({ code }: { code: string }) => code,
  )
}

const number = (value: number) => ({ kind: 'number', value })

describe('read as vite-imagetools reads it', () => {
  const told = ['DIRECTIVE_INVALID']
  const readings: [query: string, read: unknown][] = [
    ['w=400px', { w: 400, told }],
    ['w=1e3', { w: 1, told }],
    ['w=abc', { told }],
    ['w=100000', { w: 65535, told }],
    ['w=-5', 'DIRECTIVE_INVALID'],
    ['w=10&rotate=90deg', { w: 10, rotate: 90, told }],
    ['w=10&rotate=abc', { w: 10, told }],
    ['w=10&saturation=2x', { w: 10, saturation: 2, told }],
    ['w=10&brightness=-1', 'DIRECTIVE_INVALID'],
    ['w=10&blur=3px', { w: 10, blur: 3, told }],
    ['w=10&blur=0.1', 'DIRECTIVE_INVALID'],
    ['w=10&median=3.7', { w: 10, median: 3, told }],
    ['w=10&quality=80.9', { w: 10, quality: number(80), told }],
    ['w=10&quality=abc', { w: 10, told }],
    ['w=10&quality=101', 'DIRECTIVE_INVALID'],
    ['w=10&format=webp&effort=2.7', { w: 10, format: 'webp', effort: 2, told }],
    ['w=10&format=WebP', { w: 10, format: 'webp', told }],
    ['w=10&format=jpe', { w: 10, format: 'jpeg', told }],
    ['w=10&format=heic', 'DIRECTIVE_INVALID'],
    ['w=10&flip=yes', { w: 10, told }],
    ['w=10&flatten&background=bogus', 'DIRECTIVE_INVALID'],
    ['w=10&tint=', { w: 10, told }],
    ['w=10&h=10&fit=Cover', { w: 10, h: 10, told }],
  ]
  test.each(readings)('%s', async (query, read) => {
    expect(await readAs(query)).toEqual(read)
  })

  test('a member of a list that counts as absent is an output without the directive', async () => {
    const { value } = await transformImport(pipeline, 'pattern.jpg?w=40&format=webp;&as=metadata:format')
    expect(value).toEqual([{ format: 'webp' }, { format: 'jpeg' }])
  })

  test.each([
    ['as=metadata:width;bogus', { width: 40 }],
    ['as=metadata:bogus', {}],
    ['as=meta:height', { height: 27 }],
    ['as=srcset:foo', expect.stringMatching(/ 40w$/)],
    ['as=bogus', expect.stringMatching(/\.jpg$/)],
  ])('a shape: %s', async (query, expected) => {
    expect((await transformImport(pipeline, `pattern.jpg?w=40&${query}`)).value).toEqual(expected)
  })

  test('a bare corner of two words', async () => {
    const { plan, warnings } = await planned(pipeline, 'pattern.jpg?w=40&h=80&left top')
    expect(plan.request.selections[0]?.position).toEqual({ x: 0, y: 0 })
    expect(warnings).toEqual([])
  })

  test('a message says what a value is taken for and by whose rule, or what it may have meant', async () => {
    const messageOf = async (query: string) => (await planned(pipeline, `pattern.jpg?${query}`)).warnings[0]?.message
    expect(await messageOf('w=40px')).toMatch(/received "40px"; it is read as 40, as vite-imagetools does$/)
    expect(await messageOf('w=9&h=9&fit=covr')).toMatch(
      /received "covr"; it is ignored, as vite-imagetools does; did you mean cover\?$/,
    )
    expect(await messageOf('w=9&maxBytes=abc')).toMatch(
      /received "abc"; it is ignored, because vite-imagetools has no directive maxBytes$/,
    )
  })

  test('the marker that TypeScript knows its imports by is silent, and no other word is', async () => {
    expect((await planned(pipeline, 'pattern.jpg?w=40&imagetools')).warnings).toEqual([])
    const { warnings } = await planned(pipeline, 'pattern.jpg?w=40&imagetool')
    expect(warnings.map(({ code }) => code)).toEqual(['DIRECTIVE_UNKNOWN'])
  })

  test('defaults are, too', async () => {
    const lenient = recordedPipeline({ strict: 'compat', defaults: new URLSearchParams('w=40px&nonsense=1') }).pipeline
    const { plan, warnings } = await planned(lenient, 'pattern.jpg?format=webp')
    expect(plan.request.selections).toEqual([{ w: 40, format: 'webp' }])
    expect(warnings.map(({ code }) => code)).toEqual(['DIRECTIVE_INVALID', 'DIRECTIVE_UNKNOWN'])
  })
})
