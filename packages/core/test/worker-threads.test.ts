import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { Worker } from 'node:worker_threads'
import { ImageEngine } from '@lazy-image/core'
import { expect, test } from 'vitest'
import { fixture } from './support/fixture.js'
import { scratchFolder } from './support/scratch-folder.js'

const ENCODE = new URL('support/encode-in-thread.mjs', import.meta.url)
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

test('eight threads that are terminated at random, 50 times, do not take the process with them', async () => {
  const { stdout } = await promisify(execFile)(process.execPath, [
    TERMINATE,
    fixture('pattern.jpg'),
    scratchFolder(),
    '8',
    '50',
    '1',
  ])
  expect(JSON.parse(stdout)).toEqual({ terminated: 50, bytes: expect.any(Number) })
}, 240_000)
