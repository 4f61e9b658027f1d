// Processes copies of photographs under a memory budget, and tells what came of it and the largest resident set of the
// process, in bytes.
// usage: node batch-under-budget.mjs <folder> <copies> <budget in bytes> <concurrency> <width or "full"> <image>...

import { symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { argv } from 'node:process'
import { peakMemory } from '../../../../scripts/test/peak-memory.mjs'
import { ImageEngine } from '../../dist/index.js'

const [folder, copies, budget, concurrency, width, ...images] = argv.slice(2)
const files = Array.from({ length: Number(copies) }, (_, index) => join(folder, `${index}.jpg`))
for (const [index, file] of files.entries()) symlinkSync(images[index % images.length], file)

const engine = ImageEngine.fromPath(files[0])
const chain = width === 'full' ? engine : engine.resize(Number(width))
const results = await chain.processBatch(files, join(folder, 'out'), {
  format: 'jpeg',
  concurrency: Number(concurrency),
  memoryBudget: Number(budget),
})
const peak = peakMemory()
console.log(JSON.stringify({ made: results.filter(({ success }) => success).length, peak }))
