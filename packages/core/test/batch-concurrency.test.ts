import { engineInfo, ImageEngine } from '@lazy-image/core'
import { afterEach, describe, expect, test } from 'vitest'
import { batchConcurrency } from '../dist/chain/batch-concurrency.js'
import { fixture } from './support/fixture.js'
import { scratchFolder } from './support/scratch-folder.js'

const FILES = [fixture('small.png'), fixture('alpha.png')]
const engine = ImageEngine.fromPath(fixture('small.png')).resize(10)
const { UV_THREADPOOL_SIZE } = process.env

afterEach(() => {
  if (UV_THREADPOOL_SIZE === undefined) delete process.env['UV_THREADPOOL_SIZE']
  else process.env['UV_THREADPOOL_SIZE'] = UV_THREADPOOL_SIZE
})

/** Worker threads that ran, as the results of a batch report them. */
async function workersOf(concurrency: number | undefined): Promise<number[]> {
  const results = await engine.processBatch(FILES, scratchFolder(), 'png', undefined, concurrency)
  return results.map(result => result.concurrency)
}

describe('a batch with a number of workers', () => {
  test.each([1, 2, 3, 8, 1024])('runs exactly %d and says so', async concurrency => {
    expect(await workersOf(concurrency)).toEqual([concurrency, concurrency])
  })

  test.each([1025, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, '4', null])('refuses %s', async concurrency => {
    await expect(workersOf(concurrency as number)).rejects.toMatchObject({
      code: 'OPTION_INVALID',
      message: expect.stringContaining('concurrency must be an integer from 0 to 1024, but received'),
    })
  })
})

describe('a batch without a number of workers', () => {
  test.each(['1', '2', '4', '1000'])(
    'leaves libuv its threads, read at the call: UV_THREADPOOL_SIZE=%s',
    async size => {
      process.env['UV_THREADPOOL_SIZE'] = size
      const expected = Math.max(1, engineInfo().availableParallelism - Number(size))
      expect(await workersOf(undefined)).toEqual([expected, expected])
      expect(await workersOf(0)).toEqual([expected, expected])
    },
  )

  test.each([
    [undefined, 12],
    ['4', 12],
    ['1', 15],
    ['15', 1],
    ['16', 1],
    ['64', 1],
    ['5000', 1],
    // As libuv reads it: what is no number is 0, 0 means one thread, and a negative number is a huge one.
    ['0', 15],
    ['', 15],
    ['many', 15],
    ['-1', 1],
    ['6 threads', 10],
  ])('on 16 processors with UV_THREADPOOL_SIZE=%j has %d', (size, workers) => {
    expect(batchConcurrency(undefined, 16, size)).toBe(workers)
    expect(batchConcurrency(0, 16, size)).toBe(workers)
    expect(batchConcurrency(3, 16, size)).toBe(3)
  })
})
