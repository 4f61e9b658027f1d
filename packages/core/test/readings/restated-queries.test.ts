import { describe, expect, test } from 'vitest'
import { Pipeline } from '../../dist/pipeline.js'
import { fixture } from '../support/fixture.js'

const SILENT = { cache: false, logger: { info() {}, warn() {} } } as const

const compat = new Pipeline({ ...SILENT, strict: 'compat' })
const strict = new Pipeline(SILENT)

describe('a query in words that break no rule', () => {
  test.each([
    ['w=400&format=webp', 'w=400&format=webp'],
    ['w=400px;80.9&webp', 'w=400;80&webp'],
    ['width=40&w=abc', ''],
    ['w=40&lazy&imagetools&format=WEBP', 'w=40&format=webp'],
    ['w=20&format=jpg&w=40', 'w=40&format=jpg'],
    ['quality=80.5&blur=high&format=webp', 'quality=80&format=webp'],
    ['w=40&as=metadata:width;nothing', 'w=40&as=metadata:width'],
    ['w=40&tint=%23ffaa22', 'w=40&tint=%23ffaa22'],
    ['background=', ''],
  ])('%s is %s', async (query, expected) => {
    const restated = compat.restate(query)
    expect(restated).toBe(expected)
    if (expected === '') return
    const keysOf = async (pipeline: Pipeline, text: string) => {
      const planned = await pipeline.plan(`${fixture('pattern.jpg')}?${text}`)
      return planned?.module.code(({ recipe }) => recipe.key)
    }
    expect(await keysOf(strict, expected)).toBe(await keysOf(compat, query))
  })

  test('is none where a list has a member that counts as absent', () => {
    expect(compat.restate('w=20;wide')).toBeNull()
  })
})
