// Processes images and tells how long the event loop was kept from turning meanwhile, in milliseconds.
// usage: node measure-loop-delay.mjs <image> <folder> <images>

import { copyFileSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { argv } from 'node:process'
import { ImageEngine } from '../../dist/index.js'

const [file, folder, images] = argv.slice(2)
const count = Number(images)
const files = Array.from({ length: count }, (_, index) => join(folder, `${index}.jpg`))
for (const copy of files) copyFileSync(file, copy)
const bytes = readFileSync(file)
const chain = engine => engine.resize(600)

/** Milliseconds between two looks at the clock while the loop is idle. */
const INTERVAL = 1

/**
 * Milliseconds of processor time that the loop's thread has used, as Linux tells them: on a machine that others use
 * too, a thread also waits for its turn, and for locks of those who wait for theirs. Elsewhere the time of the clock.
 */
function timeOfThread() {
  try {
    return Number(readFileSync('/proc/self/schedstat', 'utf8').split(' ', 1)[0]) / 1e6
  } catch {
    return performance.now()
  }
}

/**
 * The longest that the loop was kept from its next turn during some work: by its own thread, and by the clock. How many calls are made in
 * one turn is the caller's choice: what they take until they return is told by itself.
 */
async function delayDuring(work) {
  const longest = { busy: 0, clock: 0 }
  let isOver = false
  const start = timeOfThread()
  const working = work()
  let before = { busy: timeOfThread(), clock: performance.now() }
  const calls = before.busy - start
  const turn = () => {
    const now = { busy: timeOfThread(), clock: performance.now() }
    longest.busy = Math.max(longest.busy, now.busy - before.busy)
    longest.clock = Math.max(longest.clock, now.clock - before.clock - INTERVAL)
    before = now
    if (!isOver) setTimeout(turn, INTERVAL)
  }
  setTimeout(turn, INTERVAL)
  await working
  isOver = true
  turn()
  return { ...longest, calls }
}

// Once before the measurement: what is loaded and compiled at the first call is no part of it.
await chain(ImageEngine.from(bytes)).toBuffer('webp')
await chain(ImageEngine.fromPath(file)).processBatch(files.slice(0, 2), join(folder, 'warm'), 'webp')

const made = []
const delays = {
  paths: await delayDuring(async () => {
    made.push(...(await Promise.all(files.map(path => chain(ImageEngine.fromPath(path)).toBuffer('webp')))))
  }),
  buffers: await delayDuring(async () => {
    made.push(...(await Promise.all(files.map(() => chain(ImageEngine.from(bytes)).toBuffer('webp')))))
  }),
  batch: await delayDuring(async () => {
    made.push(...(await chain(ImageEngine.fromPath(file)).processBatch(files, join(folder, 'out'), 'webp', 80, 2)))
  }),
}
console.log(JSON.stringify({ made: made.length, delays }))
