// Encodes in a worker thread: tells when the first output is done, and what came of it all.
// workerData: { file, outDir, count, buffers }

import { copyFileSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { parentPort, workerData } from 'node:worker_threads'
import { ImageEngine } from '../../dist/index.js'

const { file, outDir, count, buffers } = workerData
const engine = ImageEngine.fromPath(file).resize(400)
mkdirSync(join(outDir, 'in'), { recursive: true })
const files = Array.from({ length: count }, (_, index) => join(outDir, 'in', `${index}.jpg`))
for (const copy of files) copyFileSync(file, copy)

parentPort.postMessage('begun')
const [results, ...encoded] = await Promise.all([
  engine.processBatch(files, join(outDir, 'out'), {
    format: 'avif',
    concurrency: 2,
    onProgress: ({ done }) => done === 1 && parentPort.postMessage('working'),
  }),
  ...Array.from({ length: buffers }, () => engine.toBuffer('avif')),
])
parentPort.postMessage({
  made: results.filter(({ success }) => success).length,
  sizes: encoded.map(data => data.length),
})
