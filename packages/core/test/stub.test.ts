import { keyInStub, keyStubOf, type Recipe, recipeInStub, stubOf } from '@lazy-image/core/host'
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
  test('gives its recipe back, whatever the file is called and wherever it lies', () => {
    fc.assert(
      fc.property(anyRecipe, recipe => {
        expect(recipeInStub(stubOf(recipe, '/app'), '/app')).toEqual(recipe)
      }),
    )
  })

  test('gives its recipe back as text, and from the middle of a larger buffer', () => {
    fc.assert(
      fc.property(anyRecipe, recipe => {
        const stub = stubOf(recipe, '/app')
        expect(recipeInStub(stub.toString('utf8'), '/app')).toEqual(recipe)
        const larger = Buffer.concat([Buffer.from('before'), stub, Buffer.from('after')])
        const view = new Uint8Array(larger.buffer, larger.byteOffset + 6, stub.length)
        expect(recipeInStub(view, '/app')).toEqual(recipe)
      }),
    )
  })

  test('is the same in every checkout, and leads to the file of the checkout that reads it', () => {
    for (const recipe of recipes) {
      const here = stubOf({ ...recipe, file: '/home/me/app/img/a.jpg' }, '/home/me/app')
      const there = stubOf({ ...recipe, file: '/ci/build/img/a.jpg' }, '/ci/build')
      expect(there).toEqual(here)
      expect(recipeInStub(here, '/ci/build')?.file).toBe('/ci/build/img/a.jpg')
    }
  })

  test('of a key is the same for every file that comes to it, and gives the key back', () => {
    for (const { key } of recipes) {
      expect(keyInStub(keyStubOf(key))).toBe(key)
      expect(keyInStub(keyStubOf(key).toString('utf8'))).toBe(key)
    }
    expect(new Set(recipes.map(({ key }) => keyStubOf(key).toString('hex'))).size).toBe(recipes.length)
    expect(recipes.map(recipe => keyInStub(stubOf(recipe, '/app')))).toEqual(recipes.map(({ key }) => key))
    expect(keyInStub(fixtureBytes('pattern.jpg'))).toBeUndefined()
  })

  test('of each output is another', () => {
    expect(new Set(recipes.map(recipe => stubOf(recipe, '/app').toString('hex'))).size).toBe(recipes.length)
    expect(recipes).toHaveLength(16)
  })

  test('is never taken for, nor found in, anything else', () => {
    const others = ['pattern.jpg', 'small.png', 'alpha.png'].map(fixtureBytes)
    for (const content of [...others, '', 'export default 1', Buffer.alloc(0)]) {
      expect(recipeInStub(content, '/app')).toBeUndefined()
    }
    fc.assert(
      fc.property(fc.uint8Array(), content => {
        expect(recipeInStub(content, '/app')).toBeUndefined()
      }),
    )
  })
})
