// Renders what its parent asks for, one output at a time, and tells what each cost. A child of render-process.mjs.

import { writeFileSync } from 'node:fs'
import { CONTESTANTS } from './engine/contestants.mjs'
import { median } from './statistics.mjs'

/** What is repeated until `minSeconds` have gone by runs this often at least: one pass of milliseconds is noise. */
const LEAST_PASSES = 3

const [contestant] = process.argv.slice(2)
const adapter = await CONTESTANTS[contestant]()
const decodes = new Map()

process.on('message', async job => {
  try {
    process.send(await render(job))
  } catch (error) {
    process.send({ error: String(error?.message ?? error) })
  }
})
// Whoever asked is gone.
process.on('disconnect', () => process.exit())
process.send({ ready: true })

/** The processor seconds of an output less those of the decode of its picture, and the output as a file. */
async function render({ picture, output, effort, file, minSeconds }) {
  const work = () => adapter.render(picture, [output], { effort })
  // Planned and loaded before it is measured.
  if (minSeconds !== undefined && !decodes.has(picture.file)) {
    await adapter.render(picture, [{ ...output, width: 64 }], { effort })
    decodes.set(picture.file, (await repeated(() => adapter.decode(picture), minSeconds)).cpuSeconds)
  }
  const { result, cpuSeconds } = await repeated(work, minSeconds ?? 0)
  writeFileSync(file, result[0])
  return { cpuSeconds: cpuSeconds - (decodes.get(picture.file) ?? 0) }
}

/** The median pass; one is enough where it lasts `minSeconds` itself. */
async function repeated(work, minSeconds) {
  const passes = []
  let result
  do {
    const started = process.cpuUsage()
    result = await work()
    const { user, system } = process.cpuUsage(started)
    passes.push((user + system) / 1e6)
  } while (passes[0] < minSeconds && (passes.length < LEAST_PASSES || sumOf(passes) < minSeconds))
  return { result, cpuSeconds: median(passes) }
}

function sumOf(passes) {
  return passes.reduce((total, pass) => total + pass, 0)
}
