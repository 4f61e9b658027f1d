// One contestant at one row, in a process of its own.
// usage: node worker.mjs <JSON job>
//
// Prints what each pass over the row's pictures cost and where the first pass's outputs lie. A pass is repeated until
// `minSeconds` have gone by, because what lasts milliseconds cannot be told from noise once.

import { copyFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { CONTESTANTS } from './contestants.mjs'

const job = JSON.parse(process.argv[2])
const { contestant, effort, decodeSize, work, pictures, outputs, minSeconds, folder } = job
rmSync(folder, { recursive: true, force: true })
mkdirSync(folder, { recursive: true })
const files = work === 'batch' ? copies() : []
const works = {
  decode: async () => {
    for (const picture of pictures) await adapter.decode(picture)
    return []
  },
  render: async () => {
    const made = []
    for (const picture of pictures) made.push(await adapter.render(picture, outputs, { effort, decodeSize }))
    return made
  },
  batch: () => adapter.batch(files, join(folder, 'made'), outputs[0], { memoryBudget: job.memoryBudget }),
}
let adapter
let report
try {
  adapter = await CONTESTANTS[contestant]()
  report = await repeat()
} catch (error) {
  // What a contestant cannot do is a finding, and not the end of the run.
  report = { error: String(error?.message ?? error) }
}
console.log(JSON.stringify(report))

async function repeat() {
  await warmUp()
  const baselineBytes = process.memoryUsage.rss()
  const passes = []
  let first
  const started = performance.now()
  do {
    const pass = await measured(works[work])
    first ??= pass.result
    const decoding = job.lessDecode ? await measured(works.decode) : { cpuSeconds: 0, wallSeconds: 0 }
    passes.push({
      cpuSeconds: pass.cpuSeconds - decoding.cpuSeconds,
      wallSeconds: pass.wallSeconds - decoding.wallSeconds,
    })
  } while (performance.now() - started < minSeconds * 1000)
  return { passes, baselineBytes, files: keep(first) }
}

/** Loads code, tables and threads, which the first call of a process pays for and no later one. */
async function warmUp() {
  const small = (outputs ?? []).map(output => ({ ...output, width: 64 }))
  if (small.length > 0) await adapter.render(pictures[0], small, { effort })
  if (work === 'decode' || job.lessDecode) await adapter.decode(pictures[0])
}

async function measured(task) {
  const cpu = process.cpuUsage()
  const wall = performance.now()
  const result = await task()
  const { user, system } = process.cpuUsage(cpu)
  return { result, cpuSeconds: (user + system) / 1e6, wallSeconds: (performance.now() - wall) / 1000 }
}

/** The first pass's outputs as files, each with the picture that it was made of. */
function keep(result) {
  if (work === 'batch') return result.slice(0, pictures.length).map((output, picture) => ({ picture, output }))
  return result.flatMap((made, picture) =>
    made.map((bytes, index) => {
      const output = join(folder, `${picture}-${index}.${outputs[index].format}`)
      writeFileSync(output, bytes)
      return { picture, output, quality: outputs[index].quality }
    }),
  )
}

function copies() {
  const from = join(folder, 'copies')
  mkdirSync(from, { recursive: true })
  mkdirSync(join(folder, 'made'), { recursive: true })
  return Array.from({ length: job.copies }, (_, index) => {
    const copy = join(from, `photo-${String(index + 1).padStart(3, '0')}.jpg`)
    copyFileSync(pictures[index % pictures.length].file, copy)
    return copy
  })
}
