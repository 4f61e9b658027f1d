import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { describe, expect, test } from 'vitest'
import { largePhotos } from './support/corpus.js'
import { fixture } from './support/fixture.js'
import { scratchFolder } from './support/scratch-folder.js'

const REPEAT = fileURLToPath(new URL('support/repeat-operations.mjs', import.meta.url))
const BATCH = fileURLToPath(new URL('support/batch-under-budget.mjs', import.meta.url))

const QUEUE = fileURLToPath(new URL('support/queue-buffers.mjs', import.meta.url))

const MEBIBYTE = 1024 * 1024

async function run<Result>(...parameters: string[]): Promise<Result> {
  const { stdout } = await promisify(execFile)(process.execPath, parameters)
  return JSON.parse(stdout) as Result
}

describe('memory', () => {
  test('stays flat over 2,000 operations, good and bad, from files and from memory', async () => {
    const { resident } = await run<{ resident: number[] }>(
      '--expose-gc',
      REPEAT,
      fixture('pattern.jpg'),
      scratchFolder(),
      '2500',
    )
    // The first 500 fill the allocator's and the engine's stores. A leak of a source's 57 kB in each would be 110 MB.
    const [warm = 0, ...later] = resident
    expect(later).toHaveLength(4)
    expect(Math.max(...later) - warm).toBeLessThan(40 * MEBIBYTE)
  }, 120_000)

  test('of an image in memory is one copy for each call that waits', async () => {
    const [calls, size] = [40, 10 * MEBIBYTE]
    const { made, peak } = await run<{ made: number; peak: number }>(
      QUEUE,
      fixture('pattern.jpg'),
      String(calls),
      String(size),
    )
    expect(made).toBe(calls)
    expect(peak).toBeLessThan(1.5 * calls * size)
  })
})

const photos = largePhotos()

describe.runIf(photos.length > 0)('100 photographs of 12 megapixels under a budget of 512 MB', () => {
  test.each([
    [2, '1600'],
    [16, '1600'],
    [16, 'full'],
  ])(
    'are all made by %d workers at width %s, and the process stays below it',
    async (workers, width) => {
      const budget = 512 * MEBIBYTE
      const copies = width === 'full' ? 24 : 100
      const { made, peak } = await run<{ made: number; peak: number }>(
        BATCH,
        scratchFolder(),
        String(copies),
        String(budget),
        String(workers),
        width,
        ...photos,
      )
      expect(made).toBe(copies)
      expect(peak).toBeLessThan(budget)
    },
    300_000,
  )
})
