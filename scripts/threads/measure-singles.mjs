// Asks for 64 images of 24 megapixels at once, one call each, under a budget of 512 MiB, each way in a process of its own, and writes what
// came of it to docs/singles.json.
// usage: node scripts/threads/measure-singles.mjs [calls]

import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { availableParallelism, cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { argv, execPath, resourceUsage } from 'node:process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { configureEngine, ImageEngine } from '../../packages/core/dist/index.js'

const BUDGET = 512 * 2 ** 20
const THREADS = 16
const RESULT = fileURLToPath(new URL('../../docs/singles.json', import.meta.url))
const PATTERN = fileURLToPath(new URL('../../packages/core/test/fixtures/pattern.jpg', import.meta.url))

/**
 * Ways to ask for an image: as rows of its file, as rows of bytes in memory, with all its pixels in memory at once; and in an order of steps
 * that needs passes over whole pictures, some of them as large as the source.
 */
const WAYS = {
  'fromPath().resize(1600)': file => ImageEngine.fromPath(file).resize(1600),
  'from(bytes).resize(1600)': file => ImageEngine.from(readFileSync(file)).resize(1600),
  'fromPath().trim().resize(1600)': file => ImageEngine.fromPath(file).trim().resize(1600),
  'fromPath().resize(4000).crop(100, 100, 3000, 2000).resize(1600)': file =>
    ImageEngine.fromPath(file).resize(4000).crop(100, 100, 3000, 2000).resize(1600),
  'fromPath().rotate(3).crop(500, 500, 4800, 3200).resize(1600)': file =>
    ImageEngine.fromPath(file).rotate(3).crop(500, 500, 4800, 3200).resize(1600),
  'fromPath().flipH().resize(5600).trim().rotate(90).crop(0, 0, 3000, 4000).rotate(2).resize(1600)': file =>
    ImageEngine.fromPath(file).flipH().resize(5600).trim().rotate(90).crop(0, 0, 3000, 4000).rotate(2).resize(1600),
}

const [first, file, calls] = argv.slice(2)
if (first !== undefined && first in WAYS) await askAtOnce(WAYS[first], file, Number(calls))
else await measureAll(Number(first ?? 64))

async function askAtOnce(chainOf, image, count) {
  configureEngine({ concurrency: THREADS, memoryBudget: BUDGET })
  const chain = chainOf(image)
  const sizes = await Promise.all(
    Array.from({ length: count }, async () => (await chain.toBuffer('webp', 80, { effort: 'fast' })).length),
  )
  const { userCPUTime, systemCPUTime, maxRSS } = resourceUsage()
  const cpuSeconds = Math.round((userCPUTime + systemCPUTime) / 1e5) / 10
  console.log(
    JSON.stringify({ made: sizes.length, sameBytes: new Set(sizes).size === 1, peakBytes: maxRSS * 1024, cpuSeconds }),
  )
}

async function measureAll(count) {
  const folder = mkdtempSync(join(tmpdir(), 'lazy-image-singles-'))
  try {
    const photo = join(folder, 'large.jpg')
    await ImageEngine.fromPath(PATTERN).resize(6000, 4000, 'fill').toFile(photo, 'jpeg', 80)
    const ways = {}
    for (const way of Object.keys(WAYS)) {
      const script = fileURLToPath(import.meta.url)
      const { stdout } = await promisify(execFile)(execPath, [script, way, photo, String(count)])
      ways[way] = JSON.parse(stdout)
      console.log(way, stdout.trim())
    }
    const machine = { cpu: cpus()[0]?.model, processors: availableParallelism(), node: process.version }
    const result = { calls: count, megapixels: 24, budgetBytes: BUDGET, threads: THREADS, machine, ways }
    writeFileSync(RESULT, `${JSON.stringify(result, undefined, 2)}\n`)
    const beyond = Object.values(ways).filter(({ made, peakBytes }) => made !== count || peakBytes >= BUDGET)
    if (beyond.length > 0) process.exitCode = 1
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
