import { LazyImageError } from '@lazy-image/core'
import { describe, expect, test } from 'vitest'
import { type RecordedPipeline, recordedPipeline, total } from './support/recorded-pipeline.js'
import { recipesOf } from './support/render-request.js'
import { scratchFolder } from './support/scratch-folder.js'

/** Outputs that take hundreds of milliseconds together, so that a second caller finds the first at work. */
const SLOW = 'pattern.jpg?w=400;500;600;700&format=avif'

const caches: [string, () => { cache: { dir: string } | false }][] = [
  ['with a disk cache', () => ({ cache: { dir: scratchFolder() } })],
  ['without a disk cache', () => ({ cache: false })],
]

describe.each(caches)('two pipelines of one process %s', (_, makeOptions) => {
  function twoPipelines(): [RecordedPipeline, RecordedPipeline] {
    const options = makeOptions()
    return [recordedPipeline(options), recordedPipeline(options)]
  }

  test('that want the same outputs at once encode them once', async () => {
    const [one, two] = twoPipelines()
    const recipes = await recipesOf(one.pipeline, SLOW)
    const [first, second] = await Promise.all([one.pipeline.render(recipes), two.pipeline.render(recipes)])
    for (const { key } of recipes) {
      expect(first.get(key)).toMatchObject({ data: expect.any(Uint8Array) })
      expect(second.get(key)).toBe(first.get(key))
    }
    const reports = [...one.reports, ...two.reports]
    expect({ decodes: total(reports, 'decodes'), encodes: total(reports, 'encodes') }).toEqual({
      decodes: 1,
      encodes: 4,
    })
    expect(total(reports, 'cacheHits')).toBe(4)
  })

  test('both have what one of them made, later on', async () => {
    const [one, two] = twoPipelines()
    const recipes = await recipesOf(one.pipeline, SLOW)
    await Promise.all([one.pipeline.render(recipes), two.pipeline.render(recipes)])
    await one.pipeline.render(recipes)
    await two.pipeline.render(recipes)
    expect(total([...one.reports, ...two.reports], 'encodes')).toBe(4)
  })

  test('share the part that both want, and each makes its own', async () => {
    const [one, two] = twoPipelines()
    const [a = [], b = []] = await Promise.all(
      ['w=400;500', 'w=500;600'].map(widths => recipesOf(one.pipeline, `pattern.jpg?${widths}&format=avif`)),
    )
    const [first, second] = await Promise.all([one.pipeline.render(a), two.pipeline.render(b)])
    expect([first.size, second.size]).toEqual([2, 2])
    expect(total([...one.reports, ...two.reports], 'encodes')).toBe(3)
  })
})

describe('abort', () => {
  test('before the work rejects with ABORTED, and nothing is made', async () => {
    const { pipeline, reports } = recordedPipeline()
    const recipes = await recipesOf(pipeline, SLOW)
    const render = pipeline.render(recipes, AbortSignal.abort())
    await expect(render).rejects.toBeInstanceOf(LazyImageError)
    await expect(render).rejects.toMatchObject({ code: 'ABORTED', kind: 'aborted' })
    expect(reports).toEqual([])
  })

  test('during the work stops it and rejects with ABORTED, and the pipeline can be used again', async () => {
    const { pipeline, reports } = recordedPipeline()
    const recipes = await recipesOf(pipeline, SLOW)
    const controller = new AbortController()
    const render = pipeline.render(recipes, controller.signal)
    setTimeout(() => controller.abort(), 10)
    await expect(render).rejects.toMatchObject({ code: 'ABORTED' })
    expect((await pipeline.render(recipes)).size).toBe(4)
    // Work that had gone on to its end would be found in memory now, all of it.
    expect(reports).toMatchObject([{ outputs: 4, failures: 0 }])
    expect(total(reports, 'encodes')).toBeGreaterThan(0)
    expect(total(reports, 'encodes') + total(reports, 'cacheHits')).toBe(4)
  })

  test('after the work changes nothing', async () => {
    const { pipeline } = recordedPipeline()
    const recipes = await recipesOf(pipeline, 'small.png?w=20')
    const controller = new AbortController()
    const outcomes = await pipeline.render(recipes, controller.signal)
    controller.abort()
    expect([...outcomes.values()]).toMatchObject([{ width: 20 }])
  })

  test('of one caller leaves another that wants the same outputs its images', async () => {
    const one = recordedPipeline()
    const two = recordedPipeline()
    const recipes = await recipesOf(one.pipeline, SLOW)
    const controller = new AbortController()
    const aborted = one.pipeline.render(recipes, controller.signal)
    const wanted = two.pipeline.render(recipes)
    setTimeout(() => controller.abort(), 10)
    await expect(aborted).rejects.toMatchObject({ code: 'ABORTED' })
    const outcomes = [...(await wanted).values()]
    expect(outcomes.map(outcome => (outcome instanceof LazyImageError ? outcome.code : 'made'))).toEqual([
      'made',
      'made',
      'made',
      'made',
    ])
  })

  test('of a caller that waits for the work of another rejects at once', async () => {
    const one = recordedPipeline()
    const two = recordedPipeline()
    const recipes = await recipesOf(one.pipeline, SLOW)
    let isMade = false
    const made = one.pipeline.render(recipes).then(outcomes => {
      isMade = true
      return outcomes
    })
    const controller = new AbortController()
    const waiting = two.pipeline.render(recipes, controller.signal)
    setTimeout(() => controller.abort(), 10)
    await expect(waiting).rejects.toMatchObject({ code: 'ABORTED' })
    expect(isMade).toBe(false)
    expect((await made).size).toBe(4)
  })
})
