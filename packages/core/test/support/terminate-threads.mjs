// Starts threads that encode, ends each of them in the middle of its work, and shows that the process still works.
// usage: node terminate-threads.mjs <image> <folder> <threads>

import { once } from 'node:events'
import { join } from 'node:path'
import { argv } from 'node:process'
import { Worker } from 'node:worker_threads'
import { ImageEngine } from '../../dist/index.js'

const [file, folder, threads] = argv.slice(2)
const THREAD = new URL('encode-in-thread.mjs', import.meta.url)

let terminated = 0
for (let thread = 0; thread < Number(threads); thread++) {
  const worker = new Worker(THREAD, {
    workerData: { file, outDir: join(folder, String(thread)), count: 6, buffers: 2 },
  })
  // Some are ended before their first output, some after it.
  const wanted = thread % 2 === 0 ? 'begun' : 'working'
  for await (const [message] of on(worker)) if (message === wanted) break
  await new Promise(resolve => setTimeout(resolve, thread * 7))
  await worker.terminate()
  terminated++
}

const data = await ImageEngine.fromPath(file).resize(40).toBuffer('webp')
console.log(JSON.stringify({ terminated, bytes: data.length }))

async function* on(worker) {
  while (true) yield await once(worker, 'message')
}
