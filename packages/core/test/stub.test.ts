import { type Recipe, recipeInStub, stubOf } from '@lazy-image/core/host'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fixtureBytes } from './support/fixture.js'
import { recordedPipeline } from './support/recorded-pipeline.js'
import { recipesOf } from './support/render-request.js'

const recipes = await recipesOf(
  recordedPipeline().pipeline,
  'pattern.jpg?w=40;80&h=50&fit=cover;contain&format=webp;jpg;png;avif',
)

/** Recipes for files with any name, in the root, beside it and below it. */
const anyRecipe = fc
  .record({
    recipe: fc.constantFrom(...recipes),
    folder: fc.constantFrom('/app', '/app/src/deep', '/', '/else where'),
    name: fc
      .string({ minLength: 1 })
      .filter(name => !name.includes('/') && !name.includes('\0') && !/^\.+$/.test(name)),
  })
  .map(({ recipe, folder, name }): Recipe => ({ ...recipe, file: `${folder === '/' ? '' : folder}/${name}` }))

describe('a stub', () => {
  test('gives back all of its recipe but the file', () => {
    fc.assert(
      fc.property(anyRecipe, recipe => {
        expect(recipeInStub(stubOf(recipe))).toEqual({ key: recipe.key, variant: recipe.variant })
      }),
    )
  })

  test('gives its recipe back as text, and from the middle of a larger buffer', () => {
    fc.assert(
      fc.property(anyRecipe, recipe => {
        const stub = stubOf(recipe)
        const expected = { key: recipe.key, variant: recipe.variant }
        expect(recipeInStub(stub.toString('utf8'))).toEqual(expected)
        const larger = Buffer.concat([Buffer.from('before'), stub, Buffer.from('after')])
        const view = new Uint8Array(larger.buffer, larger.byteOffset + 6, stub.length)
        expect(recipeInStub(view)).toEqual(expected)
      }),
    )
  })

  test('is the same in every checkout, and for equal pictures whatever they are called and wherever they lie', () => {
    for (const recipe of recipes) {
      const here: Recipe = { ...recipe, file: '/home/me/app/img/a.jpg' }
      const there: Recipe = { ...recipe, file: '/ci/build/other/b.jpg' }
      expect(stubOf(there)).toEqual(stubOf(here))
    }
  })

  test('of each output is another', () => {
    expect(new Set(recipes.map(recipe => stubOf(recipe).toString('hex'))).size).toBe(recipes.length)
    expect(recipes).toHaveLength(16)
  })

  test('is never taken for, nor found in, anything else', () => {
    const others = ['pattern.jpg', 'small.png', 'alpha.png'].map(fixtureBytes)
    for (const content of [...others, '', 'export default 1', Buffer.alloc(0)]) {
      expect(recipeInStub(content)).toBeUndefined()
    }
    fc.assert(
      fc.property(fc.uint8Array(), content => {
        expect(recipeInStub(content)).toBeUndefined()
      }),
    )
  })
})
