// Leaves a batch at its first output: a process by exiting with code 7, a thread by waiting to be terminated.
// usage: node leave-batch.mjs <image> <folder> <files>; workerData: the same list

import { copyFileSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { argv } from 'node:process'
import { isMainThread, parentPort, workerData } from 'node:worker_threads'
import { ImageEngine } from '../../dist/index.js'

const [image, folder, count] = isMainThread ? argv.slice(2) : workerData
mkdirSync(join(folder, 'in'))
const files = Array.from({ length: Number(count) }, (_, index) => join(folder, 'in', `${index}.jpg`))
for (const file of files) copyFileSync(image, file)

await ImageEngine.fromPath(image)
  .resize(600)
  .processBatch(files, join(folder, 'out'), {
    format: 'avif',
    concurrency: 2,
    onProgress: () => (isMainThread ? process.exit(7) : parentPort.postMessage('working')),
  })
