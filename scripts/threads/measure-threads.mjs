// Measures throughput and peak memory against the number of images at once, as a batch and as single operations.
// Writes docs/threads.json; draw-threads.mjs makes the picture of it.
// A run during which other processes use the machine is repeated, and of a point's runs the least disturbed one counts.
// usage: node scripts/threads/measure-threads.mjs [most runs a point]

import { execFile } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { availableParallelism, cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const RUN = fileURLToPath(new URL('one-run.mjs', import.meta.url))
const CORPUS = process.env.LAZY_IMAGE_CORPUS ?? join(ROOT, '../shared/corpus')

const IMAGES = 24
const AT_ONCE = [1, 2, 4, 8, 16]
const MOST_RUNS = Number(process.argv[2] ?? 6)
/** Share of the machine's processors that others may use during a run that needs no repetition. */
const QUIET = 0.1

const photos = readdirSync(join(CORPUS, 'large'))
  .filter(name => name.endsWith('.jpg'))
  .map(name => join(CORPUS, 'large', name))

/** Milliseconds that all processors have worked, and that they could have. */
function machineTime() {
  const times = cpus().map(({ times }) => times)
  const sum = pick => times.reduce((total, time) => total + pick(time), 0)
  return {
    busy: sum(({ user, nice, sys, irq }) => user + nice + sys + irq),
    all: sum(({ user, nice, sys, irq, idle }) => user + nice + sys + irq + idle),
  }
}

async function runOnce(way, atOnce) {
  const folder = mkdtempSync(join(tmpdir(), 'lazy-image-threads-'))
  try {
    const parameters = [RUN, way, String(atOnce), String(IMAGES), folder, ...photos]
    const before = machineTime()
    const { stdout } = await promisify(execFile)(process.execPath, parameters)
    const after = machineTime()
    const run = JSON.parse(stdout)
    const others = (after.busy - before.busy - run.cpuSeconds * 1000) / (after.all - before.all)
    return { ...run, others: Math.max(0, others) }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const best = new Map()
const isQuiet = key => (best.get(key)?.others ?? 1) <= QUIET
for (let round = 0; round < MOST_RUNS; round++) {
  for (const way of ['batch', 'single']) {
    for (const atOnce of AT_ONCE) {
      const key = `${way} ${atOnce}`
      if (isQuiet(key)) continue
      const run = await runOnce(way, atOnce)
      if (run.others < (best.get(key)?.others ?? Number.POSITIVE_INFINITY)) best.set(key, run)
      console.error(key, JSON.stringify(run))
    }
  }
}

const points = way =>
  AT_ONCE.map(atOnce => {
    const { seconds, cpuSeconds, peak, others } = best.get(`${way} ${atOnce}`)
    return {
      atOnce,
      imagesPerSecond: Number((IMAGES / seconds).toFixed(2)),
      cpuSecondsPerImage: Number((cpuSeconds / IMAGES).toFixed(3)),
      peakBytes: peak,
      usedByOthers: Number(others.toFixed(2)),
    }
  })

const result = {
  images: IMAGES,
  work: '12-megapixel JPEG to WebP 80, 1600 pixels wide, file to file',
  processors: availableParallelism(),
  node: process.versions.node,
  batch: points('batch'),
  single: points('single'),
}
writeFileSync(join(ROOT, 'docs/threads.json'), `${JSON.stringify(result, null, 2)}\n`)
