import { bytesExpression, findTokens, type Recipe } from '@lazy-image/core'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { recordedPipeline } from './support/recorded-pipeline.js'
import { recipesOf } from './support/render-request.js'
import { runModule } from './support/run-module.js'

const [recipe] = await recipesOf(recordedPipeline().pipeline, 'pattern.jpg?w=40&format=jpg')
if (recipe === undefined) throw new Error('a request without an output')
const RECIPE: Recipe = { ...recipe, file: '/app/it\'s a "größe" \\ `x` 日本.jpg' }

/** The code with a number in place of each token, as the bundlers' hosts do it. */
function filled(code: string, bytes: (recipe: Recipe) => number): string {
  let result = code
  for (const { recipe, start, end } of findTokens(code, '/app').reverse()) {
    result = result.slice(0, start) + String(bytes(recipe)) + result.slice(end)
  }
  return result
}

describe('a token', () => {
  test('gives its recipe back', () => {
    const code = `const size = ${bytesExpression(RECIPE, '/app')};`
    expect(findTokens(code, '/app').map(({ recipe }) => recipe)).toEqual([RECIPE])
  })

  test('lies where it says', () => {
    fc.assert(
      fc.property(fc.array(fc.string(), { minLength: 2, maxLength: 5 }), texts => {
        const pieces = texts.map(text => JSON.stringify(text))
        const code = pieces.join(` + ${bytesExpression(RECIPE, '/app')} + `)
        const found = findTokens(code, '/app')
        expect(found).toHaveLength(pieces.length - 1)
        for (const { start, end } of found) expect(code.slice(start, end)).toMatch(/^__LAZY_IMAGE_BYTES_[0-9a-f]+__$/)
      }),
    )
  })

  test('holds nothing that a string literal of any kind has to escape', () => {
    const [token = ''] = /__LAZY_IMAGE_BYTES_\w+/.exec(bytesExpression(RECIPE, '/app')) ?? []
    expect(token).toMatch(/^[A-Za-z0-9_]+$/)
    expect(token.length).toBeGreaterThan(200)
  })

  test.each([
    ['as it is', (code: string) => code],
    ['in single quotes', (code: string) => code.replaceAll('"', "'")],
    ['in a template', (code: string) => code.replaceAll('"', '`')],
    ['without its annotation', (code: string) => code.replace('/* @__PURE__ */ ', '')],
    ['folded into a longer text', (code: string) => code.replace('JSON.parse("', '("size: ').replace('")', ' bytes")')],
    ['in a string inside a string, as eval devtools write it', (code: string) => `eval(${JSON.stringify(code)})`],
  ])('becomes the size %s', async (_, edit) => {
    const value = await runModule(filled(`export default ${edit(bytesExpression(RECIPE, '/app'))}`, () => 12_345))
    expect([12_345, 'size: 12345 bytes']).toContain(value)
  })

  test('is the same in every checkout', () => {
    expect(bytesExpression({ ...RECIPE, file: '/ci/build/a.jpg' }, '/ci/build')).toBe(
      bytesExpression({ ...RECIPE, file: '/home/me/app/a.jpg' }, '/home/me/app'),
    )
  })

  test('is not found where there is none', () => {
    for (const code of ['', 'const a = "__LAZY_IMAGE_BYTES__"', 'const __LAZY_IMAGE_BYTES_xyz__ = 1']) {
      expect(findTokens(code, '/app')).toEqual([])
    }
  })
})
