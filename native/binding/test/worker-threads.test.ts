import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { loadBinding } from '@lazy-image/native'
import { describe, expect, test } from 'vitest'

const TELL = new URL('support/tell-engine.mjs', import.meta.url)

async function engineOfThread(): Promise<unknown> {
  const worker = new Worker(TELL)
  const [[engine], [code]] = await Promise.all([once(worker, 'message'), once(worker, 'exit')])
  expect(code).toBe(0)
  return engine
}

describe('the engine', () => {
  test('loads in a worker thread', async () => {
    expect(await engineOfThread()).toEqual(loadBinding().engineInfo())
  })

  test('loads in several at once, and again after they have ended', async () => {
    for (let round = 0; round < 3; round++) {
      const engines = await Promise.all(Array.from({ length: 6 }, engineOfThread))
      for (const engine of engines) expect(engine).toEqual(loadBinding().engineInfo())
    }
  })
})
