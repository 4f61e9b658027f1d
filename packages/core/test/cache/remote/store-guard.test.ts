import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { OversizeError, StoreError } from '../../../dist/cache/remote/store-error.js'
import { StoreGuard } from '../../../dist/cache/remote/store-guard.js'
import type { RemoteStore } from '../../../dist/options/remote-store.js'

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'performance'] })
})
afterEach(() => {
  vi.restoreAllMocks()
  vi.useRealTimers()
})

/** A store of somebody's own that answers as it is told to, behind a guard. */
function guarded(answer: (call: number) => Promise<Uint8Array | undefined>, timeoutMs = 1000) {
  const told: string[] = []
  let calls = 0
  const store: RemoteStore = { name: 'own', get: () => answer(calls++), put: async () => {} }
  const guard = new StoreGuard({ open: async () => store, timeoutMs, onGivenUp: reason => told.push(reason) })
  const ask = () => guard.ask(async (asked, signal) => ({ bytes: await asked.get('key', signal, 100) }))
  return { guard, ask, told, calls: () => calls }
}

const never = () => new Promise<undefined>(() => {})
const bytes = new Uint8Array([1])

/** Time in which nothing is busy. */
const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms)

describe('a store', () => {
  test('that fails is asked again, and what it gives then counts', async () => {
    const { ask, told, calls } = guarded(async call => {
      if (call < 2) throw new StoreError('busy')
      return bytes
    })
    expect(await ask()).toEqual({ bytes })
    expect([calls(), told]).toEqual([3, []])
  })

  test('that goes on failing is given up, told once, and not asked any more', async () => {
    const { ask, told, calls, guard } = guarded(() => Promise.reject(new StoreError('busy')))
    expect(await Promise.all([ask(), ask(), ask()])).toEqual([undefined, undefined, undefined])
    const before = calls()
    expect(await ask()).toBeUndefined()
    expect([calls(), told, guard.isGivenUp]).toEqual([before, ['busy'], true])
  })

  test('that lets nobody in is asked once', async () => {
    const { ask, told, calls } = guarded(() => Promise.reject(new StoreError('403', true)))
    expect(await ask()).toBeUndefined()
    expect([calls(), told]).toEqual([1, ['403']])
  })

  test('that cannot be opened is given up', async () => {
    const told: string[] = []
    const open = () => Promise.reject(new StoreError('needs the package ioredis', true))
    const guard = new StoreGuard({ open, timeoutMs: 1000, onGivenUp: reason => told.push(reason) })
    expect(await guard.ask(async () => 1)).toBeUndefined()
    expect(told).toEqual(['needs the package ioredis'])
  })

  test('whose object is too large is not given up for it', async () => {
    const { ask, told, guard } = guarded(() => Promise.reject(OversizeError.beyond(100)))
    await expect(ask()).rejects.toThrow('more than 100 bytes')
    expect([told, guard.isGivenUp]).toEqual([[], false])
  })

  test('that says nothing is given up when the time is over that somebody waited, and not before', async () => {
    const { guard, ask, told } = guarded(never)
    const waiting = guard.during(ask)
    await pass(950)
    expect(guard.isGivenUp).toBe(false)
    await pass(200)
    expect(await waiting).toBeUndefined()
    expect(told).toEqual(['it gave nothing that could be used for 1.0 s'])
  })

  test('that nobody waits for may take its time', async () => {
    const { guard, ask } = guarded(never)
    void ask()
    await pass(100_000)
    expect(guard.isGivenUp).toBe(false)
  })

  test('is not blamed for what this process does itself', async () => {
    const { guard, ask } = guarded(never)
    void guard.during(ask)
    const clock = performance.now.bind(performance)
    let busyMs = 0
    vi.spyOn(performance, 'now').mockImplementation(() => clock() + busyMs)
    for (let times = 0; times < 4; times++) {
      busyMs += 10_000
      await pass(50)
    }
    expect(guard.isGivenUp).toBe(false)
  })

  test('that is slow is given up when it costs more than it saves, and kept while it saves more', async () => {
    for (const [savedMs, isGivenUp] of [
      [10, true],
      [900, false],
    ] as const) {
      const { guard, told } = guarded(async () => bytes)
      const working = guard.during(async () => {
        for (let answers = 0; answers < 10; answers++) {
          await new Promise(resolve => setTimeout(resolve, 500))
          guard.earn(savedMs)
        }
      })
      await pass(5100)
      await working
      expect([guard.isGivenUp, told.length]).toEqual([isGivenUp, Number(isGivenUp)])
    }
  })

  test('that was given up is asked again later, may cost half as much then, and is not told of anew', async () => {
    let isThere = false
    const { guard, ask, told } = guarded(async () => {
      if (!isThere) return never()
      return bytes
    })
    void guard.during(ask)
    await pass(1200)
    expect(guard.isGivenUp).toBe(true)
    isThere = true
    await pass(15_000)
    expect(await ask()).toEqual({ bytes })
    isThere = false
    void guard.during(ask)
    await pass(450)
    expect(guard.isGivenUp).toBe(false)
    await pass(200)
    expect(guard.isGivenUp).toBe(true)
    expect(told).toHaveLength(1)
  })

  test('that lets nobody in is never asked again', async () => {
    const { ask, calls } = guarded(() => Promise.reject(new StoreError('401', true)))
    await ask()
    await pass(1_000_000)
    expect(calls()).toBe(1)
  })
})
