// Renders requests for fixtures into a cache folder, when there are as many processes as shall begin at once, and tells what that
// took. Whoever starts it may kill it.
// usage: node build-and-count.mjs <cache folder> <folder of those who wait> <processes> <request …>

import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { argv, pid } from 'node:process'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { Pipeline } from '@lazy-image/core'

const [dir, waiting, processes, ...requests] = argv.slice(2)
const fixtures = fileURLToPath(new URL('../fixtures/', import.meta.url))
const warnings = []
const logger = { info: () => {}, warn: message => warnings.push(message) }
const total = { outputs: 0, decodes: 0, encodes: 0, cacheHits: 0, failures: 0 }
const onBatch = report => {
  for (const name of Object.keys(total)) total[name] += report[name]
}
const pipeline = new Pipeline({ cache: { dir }, concurrency: 1, logger, onBatch }, fixtures)
const snapshot = pipeline.snapshot()
const recipes = []
for (const request of requests) {
  const planned = await snapshot.plan(`${fixtures}${request}`)
  recipes.push(...planned.plan.images.map(({ recipe }) => recipe))
}
writeFileSync(join(waiting, String(pid)), '')
while (readdirSync(waiting).length < Number(processes)) await wait(2)
await snapshot.render(recipes)
await pipeline.sweepCache()
console.log(JSON.stringify({ ...total, warnings }))
