// Plans and makes the outputs of so many pictures as one build does, with a disk cache.
// usage: node worker.mjs <folder of pictures> <count> <folder for the cache>

import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { REPOSITORY } from '../places.mjs'

const core = join(REPOSITORY, 'packages', 'core', 'dist', 'index.js')
const { Pipeline, silentLogger } = await import(pathToFileURL(core).href)

const QUERY = 'w=32;16&format=webp'

const [folder, count, cache] = process.argv.slice(2)
rmSync(cache, { recursive: true, force: true })
let report
const pipeline = new Pipeline({
  cache: { dir: cache },
  logger: silentLogger,
  onBatch: counts => {
    report = counts
  },
})
const snapshot = pipeline.snapshot()
const recipes = []
for (let index = 0; index < Number(count); index++) {
  const { plan } = await snapshot.plan(`${join(folder, `${index}.png`)}?${QUERY}`)
  recipes.push(...plan.images.map(({ recipe }) => recipe))
}
await snapshot.render(recipes)
console.log(JSON.stringify(report))
