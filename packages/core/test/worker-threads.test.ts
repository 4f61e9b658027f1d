import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { Worker } from 'node:worker_threads'
import { ImageEngine } from '@lazy-image/core'
import { describe, expect, test } from 'vitest'
import { fixture } from './support/fixture.js'
import { filesIn, scratchFolder } from './support/scratch-folder.js'

const ENCODE = new URL('support/encode-in-thread.mjs', import.meta.url)
const LEAVE = fileURLToPath(new URL('support/leave-batch.mjs', import.meta.url))
const BESIDE = fileURLToPath(new URL('support/batch-beside-single.mjs', import.meta.url))
const TERMINATED = Number(process.env['LAZY_IMAGE_TERMINATED'] ?? 20)

const TERMINATE = fileURLToPath(new URL('support/terminate-threads.mjs', import.meta.url))

test('several threads encode at once, and each gets its own images', async () => {
  const folder = scratchFolder()
  const file = fixture('pattern.jpg')
  const { length } = await ImageEngine.fromPath(file).resize(400).toBuffer('avif')
  const outcomes = await Promise.all(
    [0, 1, 2].map(async thread => {
      const worker = new Worker(ENCODE, {
        workerData: { file, outDir: join(folder, String(thread)), count: 2, buffers: 2 },
      })
      const messages: unknown[] = []
      worker.on('message', message => messages.push(message))
      await once(worker, 'exit')
      return messages.at(-1)
    }),
  )
  expect(outcomes).toEqual(Array.from({ length: 3 }, () => ({ made: 2, sizes: [length, length] })))
})

test(`eight threads that are terminated at random, ${TERMINATED} times, do not take the process with them`, async () => {
  const { stdout } = await promisify(execFile)(process.execPath, [
    TERMINATE,
    fixture('pattern.jpg'),
    scratchFolder(),
    '8',
    String(TERMINATED),
    '1',
  ])
  expect(JSON.parse(stdout)).toEqual({ terminated: TERMINATED, bytes: expect.any(Number) })
}, 240_000)

describe('a batch', () => {
  const FILES = 30

  test('ends with the thread that is terminated in the middle of it', async () => {
    const folder = scratchFolder()
    const worker = new Worker(LEAVE, { workerData: [fixture('pattern.jpg'), folder, FILES] })
    await once(worker, 'message')
    await worker.terminate()
    const made = filesIn(join(folder, 'out'))
    expect(made.length).toBeLessThan(FILES)
    await new Promise(resolve => setTimeout(resolve, 200))
    expect(filesIn(join(folder, 'out'))).toEqual(made)
  })

  test('ends with the process that exits in the middle of it, by its own code', async () => {
    const folder = scratchFolder()
    const call = promisify(execFile)(process.execPath, [LEAVE, fixture('pattern.jpg'), folder, String(FILES)])
    await expect(call).rejects.toMatchObject({ code: 7, signal: null })
    const made = filesIn(join(folder, 'out'))
    expect(made.every(file => file.endsWith('.avif'))).toBe(true)
    expect(made.length).toBeLessThan(FILES)
  })

  test('leaves all of libuv’s threads to others, even if there is one only', async () => {
    const { stdout } = await promisify(execFile)(
      process.execPath,
      [BESIDE, fixture('pattern.jpg'), scratchFolder(), String(FILES)],
      { env: { ...process.env, UV_THREADPOOL_SIZE: '1' } },
    )
    const { doneBeside, done } = JSON.parse(stdout) as { doneBeside: number; done: number }
    expect(done).toBe(FILES)
    expect(doneBeside).toBeLessThan(FILES)
  })
})
