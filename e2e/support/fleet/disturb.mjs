import { setTimeout as wait } from 'node:timers/promises'

/**
 * @typedef {import('./fleet.mjs').Fleet} Fleet
 * @typedef {() => Promise<number>} Stop over when all is as it was; gives how often something happened
 */

/**
 * Kills a worker every so often, the oldest first, and starts another one, as a scheduler does.
 *
 * @param {Fleet} fleet @param {number} everyMs
 * @returns {Stop}
 */
export function killWorkers(fleet, everyMs) {
  return again(everyMs, async () => {
    const [oldest] = fleet.workers
    if (oldest === undefined) return false
    oldest.kill('SIGKILL')
    await fleet.addWorker()
    return true
  })
}

/**
 * Ends a server as a crash does, and starts it again after a while, once.
 *
 * @param {{ stop(): Promise<void>, start(): Promise<void> }} server @param {number} afterMs @param {number} forMs
 * @returns {Stop}
 */
export function interrupt(server, afterMs, forMs) {
  const done = wait(afterMs).then(async () => {
    await server.stop()
    await wait(forMs)
    await server.start()
    return 1
  })
  return () => done
}

/** @param {number} everyMs @param {() => Promise<boolean>} act @returns {Stop} */
function again(everyMs, act) {
  const ending = new AbortController()
  let times = 0
  const run = async () => {
    while (!ending.signal.aborted) {
      await wait(everyMs, undefined, { signal: ending.signal }).catch(() => {})
      if (!ending.signal.aborted && (await act())) times++
    }
    return times
  }
  const done = run()
  return () => {
    ending.abort()
    return done
  }
}
