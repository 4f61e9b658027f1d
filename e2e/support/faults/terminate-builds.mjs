// Builds in threads that are terminated while images are made, again and again, and once to the end: tells what that build told.
// usage: node terminate-builds.mjs <program> <root> <times> <seed>

import { once } from 'node:events'
import { existsSync, readdirSync, rmSync } from 'node:fs'
import { basename, join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'

const [program, root, times, seed] = process.argv.slice(2)
const cache = join(root, '.image-cache')
process.chdir(root)

let state = Number(seed)
/** Whole numbers below one, the same for a seed. */
function random(below) {
  state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
  return Math.floor((state / 2 ** 32) * below)
}

/** A batch begins by claiming in the cache folder what it makes. */
const isAtWork = () =>
  existsSync(cache) &&
  readdirSync(cache, { recursive: true, withFileTypes: true }).some(
    entry => entry.isFile() && basename(entry.parentPath) === 'claims',
  )

let terminated = 0
for (let round = 0; round < Number(times); round++) {
  rmSync(cache, { recursive: true, force: true })
  const worker = new Worker(program, { workerData: [root, 'never', '0'] })
  let isOver = false
  const over = once(worker, 'exit').then(() => {
    isOver = true
  })
  while (!isOver && !isAtWork()) await wait(2)
  await wait(random(100))
  if (!isOver) terminated++
  await worker.terminate()
  await over
}

rmSync(cache, { recursive: true, force: true })
const worker = new Worker(program, { workerData: [root, 'never', '0'] })
const [told] = await once(worker, 'message')
await worker.terminate()
process.stdout.write(JSON.stringify({ terminated, told }))
