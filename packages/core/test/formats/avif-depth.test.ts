import { describe, expect, test } from 'vitest'
import { engineInfo } from '../../dist/engine/engine.js'
import { avif } from '../../dist/formats/avif.js'
import type { EncodedPicture } from '../../dist/formats/format.js'
import { planned } from '../support/planned.js'
import { recordedPipeline } from '../support/recorded-pipeline.js'

const { pipeline } = recordedPipeline()
const deepenings = [{ effort: 'default', depth: 10, fromNumber: 60, fromScore: 72 }]
const plain: EncodedPicture = { depth: 8, animated: false, transparent: false, deepenings }

const depthOf = (draft: object, picture: Partial<EncodedPicture> = {}) =>
  avif.encode(draft, { ...plain, ...picture }).depth
const number = (value: number) => ({ quality: { kind: 'number', value } })
const target = (score: number) => ({ quality: { kind: 'target', score } })

describe('an avif of 8-bit pixels', () => {
  test('has 10 bits from the number or the score on that the engine tells for its effort', () => {
    expect([59, 60, 100].map(value => depthOf(number(value)))).toEqual([8, 10, 10])
    expect([71, 72, 100].map(score => depthOf(target(score)))).toEqual([8, 10, 10])
    expect(depthOf({ ...number(90), effort: 'draft' })).toBe(8)
    expect(depthOf({})).toBe(8)
  })

  test('keeps 8 bits beside transparency, as an animation and where nothing may be lost', () => {
    expect(depthOf(number(90), { transparent: true })).toBe(8)
    expect(depthOf(number(90), { animated: true })).toBe(8)
    expect(depthOf({ lossless: true })).toBe(8)
  })

  test('shows in the plan, and so in the key, which depth was decided', async () => {
    const { formats } = engineInfo()
    const best = formats.find(({ name }) => name === 'avif')?.deepenings.find(({ effort }) => effort === 'best')
    expect(best?.depth).toBe(10)
    const { plan } = await planned(pipeline, 'pattern.jpg?w=20&format=avif&effort=best&quality=90')
    expect(plan.images[0]?.variant.encoding).toMatchObject({ format: 'avif', depth: 10 })
  })
})

test('an avif of deeper pixels has 10 bits where they are wanted', () => {
  expect(depthOf(number(1), { depth: 16, transparent: true, animated: true })).toBe(10)
})
