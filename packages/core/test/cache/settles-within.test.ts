import { stat } from 'node:fs/promises'
import { setTimeout as wait } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { settlesWithin } from '../../dist/settles-within.js'

test('work that is over in time is, and what it throws is told', async () => {
  expect(await settlesWithin(wait(5), 10_000)).toBe(true)
  await expect(settlesWithin(Promise.reject(new Error('broken')), 10_000)).rejects.toThrow('broken')
})

test('work that never ends is not waited for, and may fail unheard afterwards', async () => {
  let fail: (error: Error) => void = () => {}
  const work = new Promise((_, reject) => {
    fail = reject
  })
  expect(await settlesWithin(work, 300)).toBe(false)
  fail(new Error('too late'))
  await wait(5)
})

test('time in which this process could hear nothing is not the work’s', async () => {
  // Behind this, timers are looked at before answers of the file system.
  await new Promise(setImmediate)
  const over = settlesWithin(stat('.'), 1000)
  // As when it is stopped, or another plugin computes.
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 2500)
  expect(await over).toBe(true)
})
