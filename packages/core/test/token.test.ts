import {
  findTokens,
  type Made,
  type Reading,
  type Recipe,
  readExpression,
  replacementOf,
  takeReading,
} from '@lazy-image/core/host'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { READINGS } from '../dist/module/reading.js'
import { recordedPipeline } from './support/recorded-pipeline.js'
import { recipesOf } from './support/render-request.js'
import { runModule } from './support/run-module.js'

const [recipe] = await recipesOf(recordedPipeline().pipeline, 'pattern.jpg?w=40&format=jpg')
if (recipe === undefined) throw new Error('a request without an output')
const RECIPE: Recipe = { ...recipe, file: '/app/it\'s a "größe" \\ `x` 日本.jpg' }

const MADE: Made = { width: 40, height: 27, mediaType: 'image/jpeg', data: new Uint8Array([0, 39, 255, 34, 92, 10]) }

const ALL = Object.keys(READINGS) as Reading[]

/** The code with values in place of tokens, as the bundlers' hosts do it. */
function filled(code: string, made: Made = MADE): string {
  let result = code
  for (const { reading, start, end } of findTokens(code, '/app').reverse()) {
    result = result.slice(0, start) + replacementOf(reading, made) + result.slice(end)
  }
  return result
}

describe('a token', () => {
  test('gives its recipe and reading back', () => {
    for (const reading of ALL) {
      const code = `const size = ${readExpression(RECIPE, reading, '/app')};`
      expect(findTokens(code, '/app')).toMatchObject([{ recipe: RECIPE, reading }])
    }
  })

  test('lies where it says', () => {
    fc.assert(
      fc.property(fc.array(fc.string(), { minLength: 2, maxLength: 5 }), fc.constantFrom(...ALL), (texts, reading) => {
        const pieces = texts.map(text => JSON.stringify(text))
        const code = pieces.join(` + ${readExpression(RECIPE, reading, '/app')} + `)
        const found = findTokens(code, '/app')
        expect(found).toHaveLength(pieces.length - 1)
        for (const { start, end } of found)
          expect(code.slice(start, end)).toMatch(/^__LAZY_IMAGE_[a-zA-Z0-9]+_[0-9a-f]+__$/)
      }),
    )
  })

  test('holds nothing that a string literal of any kind has to escape', () => {
    for (const reading of ALL) {
      const [token = ''] = /__LAZY_IMAGE_\w+/.exec(readExpression(RECIPE, reading, '/app')) ?? []
      expect(token).toMatch(/^[A-Za-z0-9_]+$/)
      expect(token.length).toBeGreaterThan(200)
    }
  })

  describe.each(ALL)('for %s', reading => {
    test.each([
      ['as it is', (code: string) => code],
      ['in single quotes', (code: string) => code.replaceAll('"', "'")],
      ['in a template', (code: string) => code.replaceAll('"', '`')],
      ['without its annotation', (code: string) => code.replace('/* @__PURE__ */ ', '')],
      ['in a string inside a string, as eval devtools write it', (code: string) => `eval(${JSON.stringify(code)})`],
    ])('becomes what is read off the image %s', async (_, edit) => {
      const code = filled(`export default ${edit(readExpression(RECIPE, reading, '/app'))}`)
      expect(await runModule(code)).toEqual(takeReading(MADE, reading))
    })
  })

  test('of a number becomes the number even folded into a longer text', async () => {
    const folded = readExpression(RECIPE, 'bytes', '/app')
      .replace('JSON.parse(decodeURIComponent("', '("size: ')
      .replace('"))', ' bytes")')
    expect(await runModule(filled(`export default ${folded}`))).toBe('size: 6 bytes')
  })

  test('may become any text, whatever it is made of', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ minLength: 1 }), fc.constantFrom(...ALL), async (data, reading) => {
        const code = `export default ${readExpression(RECIPE, reading, '/app').replaceAll('"', "'")}`
        expect(await runModule(filled(code, { ...MADE, data }))).toEqual(takeReading({ ...MADE, data }, reading))
      }),
    )
  })

  test('is the same in every checkout', () => {
    for (const reading of ALL) {
      expect(readExpression({ ...RECIPE, file: '/ci/build/a.jpg' }, reading, '/ci/build')).toBe(
        readExpression({ ...RECIPE, file: '/home/me/app/a.jpg' }, reading, '/home/me/app'),
      )
    }
  })

  test('is not found where there is none', () => {
    const codes = [
      '',
      'const a = "__LAZY_IMAGE_bytes__"',
      'const __LAZY_IMAGE_bytes_xyz__ = 1',
      'const __LAZY_IMAGE_constructor_00__ = 1',
    ]
    for (const code of codes) expect(findTokens(code, '/app')).toEqual([])
  })
})
