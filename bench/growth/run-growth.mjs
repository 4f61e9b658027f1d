import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { measureScript, runScript } from '../measure.mjs'
import { WORK } from '../places.mjs'
import { inTurn } from '../statistics.mjs'

const MAKE_PICTURES = fileURLToPath(new URL('make-small-pictures.mjs', import.meta.url))
const WORKER = fileURLToPath(new URL('worker.mjs', import.meta.url))

const COUNTS = [10, 100, 1000, 10_000]
const QUICK_COUNTS = [10, 100]

/** Cold builds of more and more small pictures, each in a process of its own, the counts in turn. */
export async function runGrowth({ rounds, quick }) {
  const counts = quick ? QUICK_COUNTS : COUNTS
  const folder = join(WORK, 'small-pictures')
  await runScript(MAKE_PICTURES, [folder, String(counts.at(-1))], { cwd: WORK })
  const runs = Object.fromEntries(counts.map(count => [count, []]))
  for (let round = 0; round < rounds; round++) {
    for (const count of inTurn(counts, round)) {
      const parameters = [folder, String(count), join(WORK, 'growth-cache')]
      const { cost, stdout } = await measureScript(WORKER, parameters, { cwd: WORK })
      const { decodes, encodes, failures } = JSON.parse(stdout)
      if (decodes !== count || failures > 0) throw new Error(`${decodes} decodes and ${failures} failures of ${count}`)
      runs[count].push({ ...cost, decodes, encodes })
      console.log(`growth ${count}, round ${round + 1}: ${cost.cpuSeconds.toFixed(2)} s CPU`)
    }
  }
  return { counts, runs }
}
