import { copyFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Snapshot } from '@lazy-image/core/host'
import { describe, expect, test } from 'vitest'
import { countWork } from './support/count-work.js'
import { fixture } from './support/fixture.js'
import { recordedPipeline } from './support/recorded-pipeline.js'
import { renderBytes } from './support/render-request.js'
import { entriesIn, scratchFolder } from './support/scratch-folder.js'

async function recipesIn(snapshot: Snapshot, id: string) {
  return (await snapshot.plan(id))?.module.wanted() ?? []
}

/** A file of this test's own, with what it is first. */
function editable(name: string): string {
  const file = join(scratchFolder(), name)
  copyFileSync(fixture('small.png'), file)
  return file
}

describe('one snapshot', () => {
  test('looks at a source once, probes it once and computes each key once, whoever asks', async () => {
    const { pipeline } = recordedPipeline({ cache: { dir: scratchFolder() } })
    const file = editable('counted.png')
    const ids = ['w=20;30', 'w=20', 'w=30&format=webp'].map(query => `${file}?${query}`)
    const { looks, probes, keys } = await countWork(async () => {
      const snapshot = pipeline.snapshot()
      const recipes = await Promise.all(ids.map(id => recipesIn(snapshot, id)))
      await snapshot.render(recipes.flat())
      await snapshot.render(recipes.flat())
    })
    expect({ probes, keys }).toEqual({ probes: 1, keys: 4 })
    // One more look when the file has been read, at what was read.
    expect(looks).toBe(2)
  })

  test('understands a request once, whatever is asked of it and however often', async () => {
    const { pipeline } = recordedPipeline()
    const file = editable('asked.png')
    const id = `${file}?w=20;30&format=webp&as=srcset`
    const { parses, requests } = await countWork(async () => {
      for (const snapshot of [pipeline.snapshot(), pipeline.snapshot()]) {
        for (const question of ['isRequest', 'claims', 'wantsOneUrl', 'suspect'] as const) pipeline[question](id)
        await snapshot.plan(id)
        pipeline.isRequest('./elsewhere.png?w=20;30&format=webp&as=srcset')
      }
    })
    expect({ parses, requests }).toEqual({ parses: 1, requests: 1 })
  })

  test('knows an output of a list that is asked for alone, and no other', async () => {
    const { pipeline } = recordedPipeline()
    const file = editable('list.png')
    const snapshot = pipeline.snapshot()
    const [first, second] = (await snapshot.plan(`${file}?w=20;30`))?.plan.images ?? []
    if (first === undefined || second === undefined) throw new Error('two outputs were asked for')
    const alone = `${file}?${pipeline.queryOf(first)}`
    const { requests, keys, looks } = await countWork(async () => {
      expect((await snapshot.plan(alone))?.module.wanted()).toEqual([first.recipe])
    })
    expect({ requests, keys, looks }).toEqual({ requests: 0, keys: 0, looks: 0 })
    // Directives of one and the key of the other are nothing that was planned here.
    const mixed = alone.replace(first.recipe.key, second.recipe.key)
    expect((await snapshot.plan(mixed))?.module.wanted()).toEqual([first.recipe])
  })

  test('asks no file again for what is in the cache', async () => {
    const { pipeline } = recordedPipeline()
    const file = editable('warm.png')
    await pipeline.render(await recipesIn(pipeline.snapshot(), `${file}?w=20`))
    const counts = await countWork(async () => {
      const snapshot = pipeline.snapshot()
      await snapshot.render(await recipesIn(snapshot, `${file}?w=20`))
    })
    expect(counts).toMatchObject({ looks: 1, probes: 0, keys: 1 })
  })

  test('of another build sees an edit, and one that is under way does not mix two versions', async () => {
    const { pipeline } = recordedPipeline()
    const file = editable('edited.png')
    const first = pipeline.snapshot()
    const [before] = await recipesIn(first, `${file}?w=20`)
    copyFileSync(fixture('alpha.png'), file)
    const [same] = await recipesIn(first, `${file}?w=20&format=png`)
    const [after] = await recipesIn(pipeline.snapshot(), `${file}?w=20`)
    expect(same?.key).toBe(before?.key)
    expect(after?.key).not.toBe(before?.key)
  })

  test('gives the new picture of a source that is edited between plan and batch, and keeps it under its true key', async () => {
    const dir = scratchFolder()
    const file = editable('raced.png')
    const { pipeline, reports } = recordedPipeline({ cache: { dir } })
    const snapshot = pipeline.snapshot()
    const recipes = await recipesIn(snapshot, `${file}?w=20`)
    copyFileSync(fixture('alpha.png'), file)
    const outcomes = await snapshot.render(recipes)
    const made = recipes.map(recipe => Buffer.from(outcomes.of(recipe).data))

    expect(entriesIn(dir)).toHaveLength(1)
    expect(entriesIn(dir)[0]).not.toContain(recipes[0]?.key)
    const later = recordedPipeline({ cache: { dir } })
    const original = await renderBytes(later.pipeline, 'small.png?w=20')
    expect(later.reports).toMatchObject([{ cacheHits: 0, encodes: 1 }])
    expect(made).not.toEqual([original])
    expect(reports.map(({ failures }) => failures)).toEqual([1, 0])
  })

  test('says what is missing of a source that is deleted between plan and batch', async () => {
    const { pipeline } = recordedPipeline()
    const file = editable('deleted.png')
    const snapshot = pipeline.snapshot()
    const recipes = await recipesIn(snapshot, `${file}?w=20`)
    rmSync(file)
    const outcomes = await snapshot.render(recipes)
    expect(outcomes.errors()).toMatchObject([{ error: { code: 'SOURCE_NOT_FOUND', image: file } }])
  })
})

describe('outcomes', () => {
  test('give an output, or throw why there is none', async () => {
    const { pipeline } = recordedPipeline()
    const file = editable('outcomes.png')
    const snapshot = pipeline.snapshot()
    const [good, bad] = [
      await recipesIn(snapshot, fixture('small.png?w=20')),
      await recipesIn(snapshot, `${file}?w=30`),
    ]
    rmSync(file)
    const outcomes = await snapshot.render([...good, ...bad])
    for (const recipe of good) {
      expect(outcomes.of(recipe)).toMatchObject({ width: 20 })
      expect(outcomes.find(recipe)).toBe(outcomes.of(recipe))
      expect(outcomes.errorOf(recipe)).toBeUndefined()
    }
    for (const recipe of bad) {
      expect(() => outcomes.of(recipe)).toThrow(expect.objectContaining({ code: 'SOURCE_NOT_FOUND' }))
      expect(outcomes.find(recipe)).toBeUndefined()
      expect(outcomes.errorOf(recipe)).toMatchObject({ code: 'SOURCE_NOT_FOUND' })
    }
    const unknown = { key: 'f'.repeat(32) }
    expect(outcomes.has(unknown)).toBe(false)
    expect(() => outcomes.of(unknown)).toThrow(expect.objectContaining({ code: 'ENGINE_FAILURE' }))
  })
})
