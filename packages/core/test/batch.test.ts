import { copyFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { LazyImageError } from '@lazy-image/core'
import type { Recipe } from '@lazy-image/core/host'
import { describe, expect, test } from 'vitest'
import { fixture, fixtureBytes } from './support/fixture.js'
import { recordedPipeline } from './support/recorded-pipeline.js'
import { recipesOf, renderBytes } from './support/render-request.js'
import { scratchFolder } from './support/scratch-folder.js'

describe('a batch', () => {
  test('decodes each source once, however many outputs it has', async () => {
    const { pipeline, reports } = recordedPipeline()
    const recipes = [
      ...(await recipesOf(pipeline, 'pattern.jpg?w=40;80;120&format=webp;jpg;png')),
      ...(await recipesOf(pipeline, 'rotated.jpg?w=40;80&format=webp;jpg')),
      ...(await recipesOf(pipeline, 'small.png?w=20')),
    ]
    const outcomes = await pipeline.render(recipes)
    expect(reports).toMatchObject([{ images: 3, outputs: 14, decodes: 3, encodes: 14, cacheHits: 0, failures: 0 }])
    expect([...outcomes.keys()].sort()).toEqual(recipes.map(({ key }) => key).sort())
  })

  test('resamples once for all formats of a size', async () => {
    const { pipeline, reports } = recordedPipeline()
    await pipeline.render(await recipesOf(pipeline, 'pattern.jpg?w=40;80&format=webp;jpg;png'))
    expect(reports).toMatchObject([{ decodes: 1, resizes: 2, encodes: 6 }])
  })

  test('counts the bytes of each source and each output once', async () => {
    const { pipeline, reports } = recordedPipeline()
    const outcomes = await pipeline.render(await recipesOf(pipeline, 'pattern.jpg?w=40;80'))
    const bytesOut = [...outcomes.values()].reduce(
      (sum, outcome) => sum + ('data' in outcome ? outcome.data.length : 0),
      0,
    )
    expect(reports).toMatchObject([{ bytesIn: fixtureBytes('pattern.jpg').length, bytesOut }])
  })

  test('makes an output that is asked for twice, or of two equal files, once', async () => {
    const { pipeline, reports } = recordedPipeline()
    const copy = join(scratchFolder(), 'copy.png')
    copyFileSync(fixture('small.png'), copy)
    const recipes = [
      ...(await recipesOf(pipeline, 'small.png?w=20')),
      ...(await recipesOf(pipeline, 'small.png?width=20&as=img')),
      ...(await recipesOf(pipeline, `${copy}?w=20`)),
    ]
    expect((await pipeline.render(recipes)).size).toBe(1)
    expect(reports).toMatchObject([{ outputs: 1, decodes: 1, encodes: 1 }])
  })

  test('makes nothing a second time in one process, even without a disk cache', async () => {
    const { pipeline, reports } = recordedPipeline()
    const recipes = await recipesOf(pipeline, 'small.png?w=20;30')
    const first = await pipeline.render(recipes)
    const second = await pipeline.render([...recipes].reverse())
    for (const { key } of recipes) expect(second.get(key)).toBe(first.get(key))
    expect(reports).toMatchObject([{ encodes: 2 }, { decodes: 0, encodes: 0, cacheHits: 2 }])
  })

  test('makes only what is missing', async () => {
    const { pipeline, reports } = recordedPipeline()
    await pipeline.render(await recipesOf(pipeline, 'pattern.jpg?w=40&format=webp'))
    await pipeline.render(await recipesOf(pipeline, 'pattern.jpg?w=40;80&format=webp;jpg'))
    expect(reports).toMatchObject([{ encodes: 1 }, { outputs: 4, cacheHits: 1, decodes: 1, encodes: 3 }])
  })

  test('of nothing does nothing and reports nothing', async () => {
    const { pipeline, reports, logger } = recordedPipeline()
    expect(await pipeline.render([])).toEqual(new Map())
    expect({ reports, ...logger }).toMatchObject({ reports: [], infos: [], warnings: [] })
  })

  test('is told of when its build is over', async () => {
    const { pipeline, logger } = recordedPipeline()
    await pipeline.render(await recipesOf(pipeline, 'small.png?w=20;30'))
    expect(logger.infos).toEqual([])
    await pipeline.sweepCache()
    expect(logger.infos).toEqual([expect.stringMatching(/^2 outputs of 1 image · 2 encoded · /)])
  })
})

describe('a source that fails', () => {
  test('hides no other output, whichever way it fails', async () => {
    const folder = scratchFolder()
    const files = {
      truncated: join(folder, 'truncated.jpg'),
      vanished: join(folder, 'vanished.png'),
      overwritten: join(folder, 'overwritten.png'),
    }
    writeFileSync(files.truncated, fixtureBytes('pattern.jpg').subarray(0, 20_000))
    copyFileSync(fixture('small.png'), files.vanished)
    copyFileSync(fixture('alpha.png'), files.overwritten)

    const { pipeline, reports } = recordedPipeline()
    const plan = async (request: string) => recipesOf(pipeline, request)
    const good = [...(await plan('pattern.jpg?w=40;60')), ...(await plan('rotated.jpg?w=30'))]
    const bad = {
      truncated: await plan(`${files.truncated}?w=40;60`),
      vanished: await plan(`${files.vanished}?w=25`),
      overwritten: await plan(`${files.overwritten}?w=25`),
    }
    rmSync(files.vanished)
    writeFileSync(files.overwritten, 'no image any more')
    const outcomes = await pipeline.render([...bad.truncated, ...bad.vanished, ...good, ...bad.overwritten])

    const codeOf = ({ key }: Recipe) => {
      const outcome = outcomes.get(key)
      return outcome instanceof LazyImageError ? outcome.code : 'made'
    }
    expect(good.map(codeOf)).toEqual(['made', 'made', 'made'])
    expect(bad.truncated.map(codeOf)).toEqual(['SOURCE_TRUNCATED', 'SOURCE_TRUNCATED'])
    expect(bad.vanished.map(codeOf)).toEqual(['SOURCE_NOT_FOUND'])
    expect(bad.overwritten.map(codeOf)).toEqual(['SOURCE_NOT_AN_IMAGE'])
    expect(reports).toMatchObject([{ outputs: 5, failures: 2, encodes: 3 }])
  })

  test('is asked again the next time, and works once it is repaired', async () => {
    const file = join(scratchFolder(), 'broken.jpg')
    writeFileSync(file, fixtureBytes('pattern.jpg').subarray(0, 20_000))
    const { pipeline, reports } = recordedPipeline({ cache: { dir: scratchFolder() } })
    await expect(renderBytes(pipeline, `${file}?w=40`)).rejects.toMatchObject({ code: 'SOURCE_TRUNCATED', image: file })
    await expect(renderBytes(pipeline, `${file}?w=40`)).rejects.toMatchObject({ code: 'SOURCE_TRUNCATED' })
    copyFileSync(fixture('pattern.jpg'), file)
    expect(await renderBytes(pipeline, `${file}?w=40`)).toEqual(await renderBytes(pipeline, 'pattern.jpg?w=40'))
    expect(reports).toMatchObject([{ failures: 1 }, { failures: 1 }, { encodes: 1, failures: 0 }, { cacheHits: 1 }])
  })
})

describe('a source that is edited after it was planned', () => {
  test('gives the new picture, and leaves nothing wrong in the cache', async () => {
    const dir = scratchFolder()
    const file = join(scratchFolder(), 'edited.png')
    copyFileSync(fixture('small.png'), file)
    const before = recordedPipeline({ cache: { dir } }).pipeline
    const recipes = await recipesOf(before, `${file}?w=20`)
    copyFileSync(fixture('alpha.png'), file)
    const [outcome] = (await before.render(recipes)).values()

    const { pipeline, reports } = recordedPipeline({ cache: { dir } })
    const original = await renderBytes(pipeline, 'small.png?w=20')
    expect(reports).toMatchObject([{ cacheHits: 0, encodes: 1 }])
    expect(outcome).toMatchObject({ width: 20 })
    expect(outcome).not.toMatchObject({ data: new Uint8Array(original) })
  })
})
