import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { Worker } from 'node:worker_threads'
import { expect, test } from 'vitest'
import { DiskTier } from '../../dist/cache/disk-tier.js'
import { cacheIn } from '../support/cache-in.js'
import { recordedLogger } from '../support/recorded-pipeline.js'
import { entriesIn, scratchFolder } from '../support/scratch-folder.js'

const WRITER = fileURLToPath(new URL('../support/write-cache-entries.mjs', import.meta.url))
const KEY = '0123456789abcdef0123456789abcdef'
const ROUNDS = '150'

test('two processes that write one key leave whole entries only, at every moment', async () => {
  const folder = scratchFolder()
  const { problems, reads } = await readWhile(folder, () =>
    Promise.all([1, 2].map(() => promisify(execFile)(process.execPath, [WRITER, folder, KEY, ROUNDS]))),
  )
  expect(problems).toEqual([])
  expect(reads).toBeGreaterThan(0)
  expect(entriesIn(folder)).toEqual([expect.stringMatching(/\.img$/)])
})

test('two threads of one process that write one key do not disturb each other', async () => {
  const folder = scratchFolder()
  const { problems } = await readWhile(folder, async () => {
    const workers = [1, 2].map(() => new Worker(WRITER, { workerData: [folder, KEY, ROUNDS], stdout: true }))
    const outputs = workers.map(async worker => {
      let stdout = ''
      worker.stdout.setEncoding('utf8').on('data', text => {
        stdout += text
      })
      await once(worker, 'exit')
      return { stdout }
    })
    return Promise.all(outputs)
  })
  expect(problems).toEqual([])
  expect(entriesIn(folder)).toEqual([expect.stringMatching(/\.img$/)])
})

/** Reads the key for as long as others write it: everything said by them and by the reader, and how much was read. */
async function readWhile(
  folder: string,
  write: () => Promise<{ stdout: string }[]>,
): Promise<{ problems: string[]; reads: number }> {
  const logger = recordedLogger()
  const cache = new DiskTier(cacheIn(folder), logger)
  let isOver = false
  let reads = 0
  const writing = write().finally(() => {
    isOver = true
  })
  while (!isOver) {
    reads += (await cache.read([KEY])).size
  }
  const said = (await writing).map(({ stdout }) => stdout).filter(text => text !== '')
  return { problems: [...said, ...logger.warnings], reads }
}
