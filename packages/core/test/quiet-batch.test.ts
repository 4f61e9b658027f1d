import { Outcomes, QuietBatch, type Recipe } from '@lazy-image/core/host'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { recordedPipeline } from './support/recorded-pipeline.js'
import { recipesOf } from './support/render-request.js'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

const recipes = await recipesOf(recordedPipeline().pipeline, 'small.png?w=20;24;28;30')

/** Batches as they are made, with the keys that are in them. */
function recorded(): { batch: QuietBatch; made: string[][] } {
  const made: string[][] = []
  const batch = new QuietBatch(async (asked: readonly Recipe[]) => {
    made.push(asked.map(({ key }) => key))
    return new Outcomes()
  })
  return { batch, made }
}

describe('a batch that waits until it is quiet', () => {
  test('holds all that comes in a burst, however long that is', async () => {
    const { batch, made } = recorded()
    const waiting = []
    for (const recipe of recipes) {
      waiting.push(batch.render([recipe]))
      await vi.advanceTimersByTimeAsync(10)
    }
    expect(made).toEqual([])
    await vi.advanceTimersByTimeAsync(20)
    expect(made).toEqual([recipes.map(({ key }) => key)])
    const outcomes = await Promise.all(waiting)
    expect(new Set(outcomes).size).toBe(1)
  })

  test('takes what comes after it into another', async () => {
    const { batch, made } = recorded()
    const first = batch.render(recipes.slice(0, 1))
    await vi.advanceTimersByTimeAsync(20)
    const second = batch.render(recipes.slice(1, 2))
    await vi.advanceTimersByTimeAsync(20)
    expect(made).toEqual([[recipes[0]?.key], [recipes[1]?.key]])
    expect(await first).not.toBe(await second)
  })

  test('waits for work that may ask for more, however long that takes', async () => {
    const { batch, made } = recorded()
    const first = batch.render(recipes.slice(0, 1))
    const second = batch
      .hold(new Promise<void>(resolve => setTimeout(resolve, 200)))
      .then(() => batch.render(recipes.slice(1, 2)))
    await vi.advanceTimersByTimeAsync(199)
    expect(made).toEqual([])
    await vi.advanceTimersByTimeAsync(20)
    expect(made).toEqual([recipes.slice(0, 2).map(({ key }) => key)])
    expect(await first).toBe(await second)
  })

  test('is let go by work that fails', async () => {
    const { batch, made } = recorded()
    const first = batch.render(recipes.slice(0, 1))
    await expect(batch.hold(Promise.reject(new Error('no such file')))).rejects.toThrow('no such file')
    await vi.advanceTimersByTimeAsync(20)
    await first
    expect(made.length).toBe(1)
  })

  test('fails everybody who is in it, and nobody after', async () => {
    let isBroken = true
    const batch = new QuietBatch(async () => {
      if (isBroken) throw new Error('no engine')
      return new Outcomes()
    })
    const failed = [batch.render(recipes), batch.render(recipes)].map(render =>
      expect(render).rejects.toThrow('no engine'),
    )
    await vi.advanceTimersByTimeAsync(20)
    await Promise.all(failed)
    isBroken = false
    const later = batch.render(recipes)
    await vi.advanceTimersByTimeAsync(20)
    expect(await later).toBeInstanceOf(Outcomes)
  })
})
