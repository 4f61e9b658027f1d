// Keeps threads encoding, ends one of them in the middle of its work and replaces it, many times, and shows that the
// process still works.
// usage: node terminate-threads.mjs <image> <folder> <threads> <times> <seed>

import { once } from 'node:events'
import { join } from 'node:path'
import { argv } from 'node:process'
import { Worker } from 'node:worker_threads'
import { ImageEngine } from '../../dist/index.js'

const [file, folder, threads, times, seed] = argv.slice(2)
const THREAD = new URL('encode-in-thread.mjs', import.meta.url)

let state = Number(seed)
/** Whole numbers below one, the same for a seed. */
function random(below) {
  state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
  return Math.floor((state / 2 ** 32) * below)
}

let started = 0
async function start() {
  const worker = new Worker(THREAD, {
    workerData: { file, outDir: join(folder, String(started++)), count: 6, buffers: 2 },
  })
  await once(worker, 'message')
  return worker
}

const workers = await Promise.all(Array.from({ length: Number(threads) }, start))
let terminated = 0
while (terminated < Number(times)) {
  const index = random(workers.length)
  // Before the first output, between outputs, and after the last.
  await new Promise(resolve => setTimeout(resolve, random(60)))
  await workers[index].terminate()
  terminated++
  workers[index] = await start()
}
await Promise.all(workers.map(worker => worker.terminate()))

const data = await ImageEngine.fromPath(file).resize(40).toBuffer('webp')
console.log(JSON.stringify({ terminated, bytes: data.length }))
