// Asks for one image many times at once, and tells what that took.
// usage: UV_THREADPOOL_SIZE=1 node singles-at-once.mjs <image> <calls> <threads> <bytes they may take>

import { existsSync, readdirSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { argv } from 'node:process'
import { peakMemory } from '../../../../scripts/test/peak-memory.mjs'
import { configureEngine, ImageEngine, inspectFile } from '../../dist/index.js'

const [image, calls, concurrency, memoryBudget] = argv.slice(2)
configureEngine({ concurrency: Number(concurrency), memoryBudget: Number(memoryBudget) })
// The engine is loaded, and libuv's threads are there.
await inspectFile(image)
const threadsBefore = threadsNow()
const atRest = peakMemory()

let done = 0
let mostThreads = 0
const order = []
const images = Array.from({ length: Number(calls) }, async (_, index) => {
  const bytes = await ImageEngine.fromPath(image).trim(5).resize(200).toBuffer('webp')
  order.push(index)
  done++
  return bytes.length
})
const watch = setInterval(() => {
  mostThreads = Math.max(mostThreads, threadsNow() - threadsBefore)
}, 5)
// What else needs libuv's one thread: a header that is asked for now is behind those of the calls alone.
await inspectFile(image)
await readFile(image)
const doneBeside = done
const sizes = new Set(await Promise.all(images))
clearInterval(watch)
const peak = peakMemory()
console.log(JSON.stringify({ done, doneBeside, order, sizes: sizes.size, mostThreads, above: peak - atRest }))

/** Of this process; none where the system does not tell. */
function threadsNow() {
  return existsSync('/proc/self/task') ? readdirSync('/proc/self/task').length : 0
}
