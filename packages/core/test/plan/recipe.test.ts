import { resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { planImage } from '../../dist/plan/make-plan.js'
import { findPrintedKey, printImage, printKeyedQuery } from '../../dist/plan/print-image.js'
import { makeRecipe, parseRecipe, printRecipe } from '../../dist/plan/recipe.js'
import { workCounts } from '../../dist/work-counts.js'
import { SOURCE } from '../support/source-info.js'

const image = planImage({ w: 20 }, SOURCE, { neverLarger: false, fingerprint: 'engine' })
const whole = planImage({}, SOURCE, { neverLarger: false, fingerprint: 'engine' })

describe('a recipe', () => {
  test('computes its key once, when it is first asked for', () => {
    const before = workCounts.keys
    const recipe = makeRecipe(SOURCE, image.variant, 'engine')
    expect(workCounts.keys).toBe(before)
    expect(recipe.key).toBe(recipe.key)
    expect(workCounts.keys).toBe(before + 1)
  })

  test.each(['/photos', '/', '/photos/deep/er', '/elsewhere'])(
    'is read as it was printed, below any root: %s',
    root => {
      const { key, file, variant } = image.recipe
      expect(parseRecipe(printRecipe(image.recipe, root), root)).toEqual({ key, file: resolve(file), variant })
    },
  )

  test('is printed without the root, so that it is the same on every machine', () => {
    const moved = { key: image.recipe.key, variant: image.variant, file: '/home/me/photos/hero.jpg' }
    expect(printRecipe(moved, '/home/me')).toBe(printRecipe(image.recipe, '/'))
    expect(JSON.parse(printRecipe(moved, '/home/me'))).toMatchObject({ file: 'photos/hero.jpg' })
  })
})

describe('the query of one output', () => {
  test('says its directives, or its format where there are none', () => {
    expect(printImage(image)).toBe('w=20')
    expect(printImage(whole)).toBe('format=jpg')
  })

  test('ends with its key, which is found there and nowhere else', () => {
    const { key } = image.recipe
    expect(printKeyedQuery(image)).toMatch(new RegExp(`^w=20&[^&=]+=${key}$`))
    expect(printKeyedQuery(whole)).toMatch(new RegExp(`^[^&=]+=${whole.recipe.key}$`))
    expect(findPrintedKey(`/a.jpg?${printKeyedQuery(image)}`)).toBe(key)
    expect(findPrintedKey(`/a.jpg?${printKeyedQuery(whole)}`)).toBe(whole.recipe.key)
    for (const id of ['/a.jpg?w=20', `/a.jpg?${printKeyedQuery(image)}&h=3`, `/a.jpg?x${printKeyedQuery(whole)}`]) {
      expect(findPrintedKey(id)).toBeUndefined()
    }
  })
})
