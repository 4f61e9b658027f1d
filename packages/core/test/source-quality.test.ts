import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ImageEngine, inspect, inspectFile, type ReportData } from '@lazy-image/core'
import { describe, expect, test } from 'vitest'
import { fixture, fixtureBytes } from './support/fixture.js'
import { recordedPipeline } from './support/recorded-pipeline.js'
import { scratchFolder } from './support/scratch-folder.js'

/** What is told of a picture when it is built. */
async function summaryOf(query: string, options = {}): Promise<string> {
  const { pipeline, logger } = recordedPipeline(options)
  const snapshot = pipeline.snapshot()
  const planned = await snapshot.plan(fixture(query))
  await snapshot.render(planned?.module.wanted() ?? [])
  await pipeline.sweepCache()
  return logger.infos.join('\n')
}

/** A JPEG whose quantisation tables have one step for all. */
function flatten(jpeg: Buffer, step: number): Buffer {
  const flat = Buffer.from(jpeg)
  for (let at = 2; flat[at + 1] !== 0xda; at += 2 + flat.readUInt16BE(at + 2)) {
    if (flat[at + 1] !== 0xdb) continue
    for (let table = at + 4; table < at + 2 + flat.readUInt16BE(at + 2); table += 65) {
      flat.fill(step, table + 1, table + 65)
    }
  }
  return flat
}

describe('the number of quality that a JPEG was written at', () => {
  test.each([
    ['qualities/sharp-37.jpg', 37],
    ['qualities/sharp-mozjpeg-83.jpg', 83],
    ['qualities/sharp-gray-92.jpg', 92],
    ['writers/sharp.jpg', 80],
    ['pattern.jpg', 88],
  ])('of %s is %d', async (file, quality) => {
    expect(await inspectFile(fixture(file))).toMatchObject({ quality })
    expect(await ImageEngine.from(fixtureBytes(file)).inspect()).toMatchObject({ quality })
  })

  test('is an estimate of what jpegli has written, which rises with the number that was asked for', async () => {
    const image = ImageEngine.fromPath(fixture('small.png'))
    const read: number[] = []
    for (const quality of [20, 40, 60, 75, 80, 85, 90, 95]) {
      const found = (await inspect(await image.toBuffer('jpeg', quality))).quality ?? Number.NaN
      expect(Math.abs(found - quality)).toBeLessThan(20)
      read.push(found)
    }
    expect([...new Set(read)].sort((a, b) => a - b)).toEqual(read)
  })

  test('is none where tables are no coarser in fine detail, and of other formats', async () => {
    const flat = flatten(fixtureBytes('qualities/sharp-37.jpg'), 16)
    expect(await inspect(flat)).toMatchObject({ format: 'jpeg', quality: null })
    expect(await inspect(await ImageEngine.from(flat).toBuffer('webp', 50))).toMatchObject({ quality: null })
    expect(await inspectFile(fixture('small.png'))).toMatchObject({ quality: null })
  })
})

describe('the summary of a build', () => {
  const FINE = 'too fine  pattern.jpg  600×800 jpeg  quality 95, its source 88'

  test('names a JPEG of a higher quality than the JPEG that it is cut out of', async () => {
    expect(await summaryOf('pattern.jpg?crop=0,0,600,800&quality=95')).toContain(FINE)
  })

  test('names it also where source and output are known from before', async () => {
    const cache = { dir: scratchFolder() }
    for (const _ of [1, 2]) {
      expect(await summaryOf('pattern.jpg?crop=0,0,600,800&quality=95', { cache })).toContain(FINE)
    }
    // What the file itself says is not looked at again, where its time is old enough to be trusted.
    expect(await summaryOf('pattern.jpg?crop=0,0,600,800&quality=95', { cache })).toContain('1 from cache')
  })

  test.each([
    'crop=0,0,600,800&quality=88',
    'w=600&quality=95',
    'crop=0,0,600,800&quality=95&format=webp',
    'format=jpg',
  ])('says nothing of %s', async query => {
    expect(await summaryOf(join(`pattern.jpg?${query}`))).not.toContain('too fine')
  })
})

test('the report of a build tells the quality of its sources, and which outputs are above it', async () => {
  const file = join(scratchFolder(), 'report.json')
  const { pipeline } = recordedPipeline({ report: { json: file } })
  const snapshot = pipeline.snapshot()
  const planned = await snapshot.plan(fixture('pattern.jpg?crop=0,0,600,800&quality=80;95&as=metadata'))
  const recipes = planned?.module.wanted() ?? []
  await snapshot.render(recipes)
  pipeline.account?.close({ side: 'build', files: new Map(recipes.map(({ key }) => [key, null])), pages: [] })
  await pipeline.account?.write()
  const { sources, outputs }: ReportData = JSON.parse(readFileSync(file, 'utf8'))
  expect(sources).toMatchObject([{ quality: 88 }])
  const told = outputs.map(({ quality, isTooFine }) => [quality, isTooFine] as const)
  expect(new Map(told)).toEqual(
    new Map([
      [80, false],
      [95, true],
    ]),
  )
})
