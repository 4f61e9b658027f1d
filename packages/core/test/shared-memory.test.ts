import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { configureEngine, ImageEngine } from '@lazy-image/core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { fixture } from './support/fixture.js'

const AT_ONCE = fileURLToPath(new URL('support/singles-at-once.mjs', import.meta.url))

const MEBIBYTE = 1024 * 1024

interface Told {
  done: number
  doneBeside: number
  order: number[]
  sizes: number
  mostThreads: number
  /** Bytes above the process at rest. */
  above: number
}

async function askAtOnce(image: string, calls: number, threads: number, budget: number): Promise<Told> {
  const parameters = [AT_ONCE, image, ...[calls, threads, budget].map(String)]
  const env = { ...process.env, UV_THREADPOOL_SIZE: '1' }
  const { stdout } = await promisify(execFile)(process.execPath, parameters, { env })
  return JSON.parse(stdout) as Told
}

describe('single images that are asked for at once', () => {
  /** 24 megapixels; trimming needs all of them in memory, 72 MB a copy. */
  let large = ''
  let folder = ''

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'lazy-image-test-'))
    large = join(folder, 'large.jpg')
    await ImageEngine.fromPath(fixture('pattern.jpg')).resize(6000, 4000, 'fill').toFile(large, 'jpeg', 60)
  }, 120_000)
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  test('take no more memory together than they may, and wait in order', async () => {
    const budget = 256 * MEBIBYTE
    const { done, order, sizes, above } = await askAtOnce(large, 16, 16, budget)
    expect({ done, sizes }).toEqual({ done: 16, sizes: 1 })
    expect(above).toBeLessThan(budget)
    // Neighbours are at work at once, and a thread that the machine puts off is late by any number of places: the median of 16
    // is 0 or 1 in order, 5 in none, 8 from the last to the first.
    const shifts = order.map((index, place) => Math.abs(place - index)).sort((one, other) => one - other)
    expect(shifts[shifts.length / 2]).toBeLessThanOrEqual(3)
  }, 240_000)

  test('hold none of libuv’s threads while they wait', async () => {
    const { done, doneBeside } = await askAtOnce(large, 6, 1, 256 * MEBIBYTE)
    expect(done).toBe(6)
    expect(doneBeside).toBeLessThan(6)
  }, 240_000)

  test.runIf(process.platform === 'linux')(
    'start no more threads than there is work for',
    async () => {
      const one = await askAtOnce(fixture('pattern.jpg'), 1, 64, 256 * MEBIBYTE)
      expect(one.mostThreads).toBeLessThanOrEqual(1)
      const few = await askAtOnce(large, 3, 64, 1024 * MEBIBYTE)
      expect(few.mostThreads).toBeLessThanOrEqual(3)
    },
    240_000,
  )
})

test.each([
  [{ concurrency: 0 }, 'concurrency'],
  [{ concurrency: 1025 }, 'concurrency'],
  [{ memoryBudget: 0.5 }, 'memoryBudget'],
  [{ memoryBudged: 1 }, 'memoryBudged'],
])('%j cannot be what single images may take', (asked, name) => {
  expect(() => configureEngine(asked as never)).toThrow(
    expect.objectContaining({ code: 'OPTION_INVALID', message: expect.stringContaining(name) }),
  )
})
