import { copyFileSync, existsSync, readFileSync, truncateSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { type RecordedPipeline, recordedPipeline } from '../support/recorded-pipeline.js'
import { renderBytes, renderRequest } from '../support/render-request.js'
import { entriesIn, scratchFolder } from '../support/scratch-folder.js'

/** A pipeline as a new process would have it: nothing in memory, a folder on disk. */
function cachedPipeline(dir: string): RecordedPipeline {
  return recordedPipeline({ cache: { dir } })
}

/** A folder that holds the one entry of `small.png?w=20`, with that entry's file. */
async function folderWithEntry(): Promise<{ dir: string; file: string; bytes: Buffer }> {
  const dir = scratchFolder()
  const bytes = await renderBytes(cachedPipeline(dir).pipeline, 'small.png?w=20')
  const [file] = entriesIn(dir)
  if (file === undefined) throw new Error('the cache wrote no entry')
  return { dir, file, bytes }
}

describe('the disk cache', () => {
  test('gives a later process the same bytes without decoding or encoding', async () => {
    const { dir, bytes } = await folderWithEntry()
    const { pipeline, reports, logger } = cachedPipeline(dir)
    expect(await renderBytes(pipeline, 'small.png?w=20')).toEqual(bytes)
    expect(reports).toMatchObject([{ outputs: 1, cacheHits: 1, decodes: 0, resizes: 0, encodes: 0 }])
    expect(logger.warnings).toEqual([])
  })

  test('leaves whole entries and no temporary file behind', async () => {
    const dir = scratchFolder()
    await renderRequest(cachedPipeline(dir).pipeline, 'pattern.jpg?w=40;60;80&format=webp;jpg;png')
    const files = entriesIn(dir)
    expect(files).toHaveLength(9)
    expect(files.filter(file => !file.endsWith('.img'))).toEqual([])
  })

  const damages: [string, (file: string) => void][] = [
    ['whose image has one other byte', file => changeByte(file, -1)],
    ['whose head has one other byte', file => changeByte(file, 30)],
    ['cut short in its image', file => truncateSync(file, readFileSync(file).length - 5)],
    ['cut short in its head', file => truncateSync(file, 25)],
    ['that is empty', file => truncateSync(file, 0)],
    ['that is another file', file => writeFileSync(file, 'something else entirely\n')],
  ]
  test.each(damages)('makes an entry %s again, and says so once', async (_, damage) => {
    const { dir, file, bytes } = await folderWithEntry()
    damage(file)
    const { pipeline, reports, logger } = cachedPipeline(dir)
    expect(await renderBytes(pipeline, 'small.png?w=20')).toEqual(bytes)
    expect(await renderBytes(pipeline, 'small.png?w=20')).toEqual(bytes)
    expect(reports).toMatchObject([
      { cacheHits: 0, encodes: 1 },
      { cacheHits: 1, encodes: 0 },
    ])
    expect(logger.warnings).toEqual([expect.stringContaining(file)])

    const later = cachedPipeline(dir)
    expect(await renderBytes(later.pipeline, 'small.png?w=20')).toEqual(bytes)
    expect(later.reports).toMatchObject([{ cacheHits: 1, encodes: 0 }])
    expect(later.logger.warnings).toEqual([])
  })

  test('does not take an entry that lies under the key of another', async () => {
    const { dir, bytes } = await folderWithEntry()
    const [own] = entriesIn(dir)
    const wide = await renderBytes(cachedPipeline(dir).pipeline, 'small.png?w=30')
    const [foreign] = entriesIn(dir).filter(file => file !== own)
    copyFileSync(foreign ?? '', own ?? '')

    const { pipeline, reports, logger } = cachedPipeline(dir)
    expect(await renderBytes(pipeline, 'small.png?w=20')).toEqual(bytes)
    expect(await renderBytes(pipeline, 'small.png?w=30')).toEqual(wide)
    expect(reports).toMatchObject([{ encodes: 1 }, { encodes: 0, cacheHits: 1 }])
    expect(logger.warnings).toEqual([expect.stringContaining(own ?? '')])
  })

  test('never reads what another process has written half', async () => {
    const { dir, file, bytes } = await folderWithEntry()
    // A killed writer leaves its temporary file beside the name, never the name itself.
    writeFileSync(`${file}.0b1c.tmp`, readFileSync(file).subarray(0, 100))
    const { pipeline, reports, logger } = cachedPipeline(dir)
    expect(await renderBytes(pipeline, 'small.png?w=20')).toEqual(bytes)
    expect(reports).toMatchObject([{ cacheHits: 1, encodes: 0 }])
    expect(logger.warnings).toEqual([])
  })

  test('that cannot be written warns once, names the remedy, and the build goes on', async () => {
    const blocked = join(scratchFolder(), 'a-file')
    writeFileSync(blocked, '')
    const { pipeline, reports, logger } = cachedPipeline(join(blocked, 'cache'))
    const first = await renderRequest(pipeline, 'pattern.jpg?w=40;60;80&format=webp;jpg')
    await renderRequest(pipeline, 'small.png?w=20;30')
    expect(first.map(outcome => outcome instanceof Error)).toEqual([false, false, false, false, false, false])
    expect(reports).toMatchObject([
      { outputs: 6, encodes: 6, failures: 0 },
      { outputs: 2, encodes: 2, failures: 0 },
    ])
    expect(logger.warnings).toHaveLength(1)
    expect(logger.warnings[0]).toContain(join(blocked, 'cache'))
    expect(logger.warnings[0]).toMatch(/cache\.dir.*cache to false/)
  })

  test('that is switched off writes nothing', async () => {
    const root = scratchFolder()
    writeFileSync(join(root, 'package.json'), '{}')
    const { pipeline } = recordedPipeline({ cache: false, root })
    await renderBytes(pipeline, 'small.png?w=20')
    expect(pipeline.options.cache).toBeNull()
    expect(existsSync(join(root, 'node_modules'))).toBe(false)
  })
})

function changeByte(file: string, at: number): void {
  const content = readFileSync(file)
  const index = (at + content.length) % content.length
  content.writeUInt8(content.readUInt8(index) ^ 1, index)
  writeFileSync(file, content)
}

describe('a cache with a retention', () => {
  const DAY = 86_400

  /** As if every entry had been written some days ago. */
  function age(dir: string, days: number): void {
    const then = Date.now() / 1000 - days * DAY
    for (const file of entriesIn(dir)) utimesSync(file, then, then)
  }

  test('loses what is older and was not used, and nothing else', async () => {
    const dir = scratchFolder()
    await renderBytes(cachedPipeline(dir).pipeline, 'small.png?w=20')
    await renderBytes(cachedPipeline(dir).pipeline, 'small.png?w=24')
    age(dir, 8)
    await renderBytes(cachedPipeline(dir).pipeline, 'small.png?w=28')

    const { pipeline } = recordedPipeline({ cache: { dir, retention: 7 * DAY } })
    await renderBytes(pipeline, 'small.png?w=20')
    await pipeline.sweepCache()
    expect(entriesIn(dir)).toHaveLength(2)
    const later = cachedPipeline(dir)
    await renderRequest(later.pipeline, 'small.png?w=20;24;28')
    expect(later.reports).toMatchObject([{ cacheHits: 2, encodes: 1 }])
  })

  test('loses temporary files that a killed process left', async () => {
    const { dir, file } = await folderWithEntry()
    writeFileSync(`${file}.0b1e.tmp`, 'half')
    age(dir, 8)
    const { pipeline } = recordedPipeline({ cache: { dir, retention: 7 * DAY } })
    await renderBytes(pipeline, 'small.png?w=20')
    await pipeline.sweepCache()
    expect(entriesIn(dir)).toEqual([file])
  })

  test('keeps everything where none is set, and where the folder is not there', async () => {
    const { dir } = await folderWithEntry()
    age(dir, 1000)
    await cachedPipeline(dir).pipeline.sweepCache()
    expect(entriesIn(dir)).toHaveLength(1)
    await recordedPipeline({ cache: { dir: join(dir, 'missing'), retention: 1 } }).pipeline.sweepCache()
    await recordedPipeline({ cache: false }).pipeline.sweepCache()
  })

  test.each([-1, 1.5, '7d'])('has a retention in whole seconds: %s', retention => {
    expect(() => recordedPipeline({ cache: { retention: retention as number } })).toThrow(
      /cache\.retention must be an integer from 0/,
    )
  })
})
