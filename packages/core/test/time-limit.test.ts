import { LazyImageError, type Limits, transformImport } from '@lazy-image/core'
import { describe, expect, test } from 'vitest'
import { fixture } from './support/fixture.js'
import { recordedPipeline } from './support/recorded-pipeline.js'

const ID = `${fixture('pattern.jpg')}?w=1200&format=avif&effort=max`

describe('limits.timeoutMs', () => {
  test('ends a source that takes longer, and tells which one, the limit and its option', async () => {
    const { pipeline } = recordedPipeline({ limits: { timeoutMs: 1 } })
    const error = await transformImport(pipeline, ID).catch((reason: unknown) => reason)
    expect(error).toBeInstanceOf(LazyImageError)
    expect(error).toMatchObject({
      code: 'TIMEOUT',
      kind: 'limit',
      image: fixture('pattern.jpg'),
      message: expect.stringMatching(/limits\.timeoutMs allows, 1 ms/),
    })
  })

  test('that is not reached changes nothing', async () => {
    const assets = async (limits: Limits) => {
      const { pipeline } = recordedPipeline({ limits })
      return (await transformImport(pipeline, `${fixture('pattern.jpg')}?w=60&format=webp`)).assets
    }
    expect(await assets({ timeoutMs: 3_600_000 })).toEqual(await assets({}))
  })

  test.each([0, -1, 1.5, Number.NaN, '5'])('cannot be %s', timeoutMs => {
    expect(() => recordedPipeline({ limits: { timeoutMs: timeoutMs as number } })).toThrow(
      'Option limits.timeoutMs must be an integer from 1',
    )
  })
})
