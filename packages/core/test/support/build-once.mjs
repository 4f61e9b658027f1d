// Plans and makes one picture, and prints what it took.
// usage: node build-once.mjs <picture> <folder of the cache>

import { Pipeline } from '@lazy-image/core'
import { workCounts } from '@lazy-image/core/host'

const [file, dir] = process.argv.slice(2)
const pipeline = new Pipeline({ cache: { dir }, logger: { info() {}, warn() {} } })
const snapshot = pipeline.snapshot()
const planned = await snapshot.plan(`${file}?w=9&format=webp`)
const outcomes = await snapshot.render(planned.module.wanted())
await pipeline.sweepCache()
console.log(JSON.stringify({ ...workCounts, outputs: outcomes.byKey.size - outcomes.errors().length }))
