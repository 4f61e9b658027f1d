// Processes photographs in this process once, and tells what it took: seconds by the clock and of processors, and the
// largest resident set in bytes.
// usage: node one-run.mjs <batch|single> <at once> <images> <folder> <photo>...

import { symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { argv } from 'node:process'
import { configureEngine, ImageEngine } from '../../packages/core/dist/index.js'

const [way, atOnce, images, folder, ...photos] = argv.slice(2)
const files = Array.from({ length: Number(images) }, (_, index) => join(folder, `${index}.jpg`))
for (const [index, file] of files.entries()) symlinkSync(photos[index % photos.length], file)

const chain = path => ImageEngine.fromPath(path).resize(1600)

const ways = {
  batch: async () => {
    const results = await chain(files[0]).processBatch(files, join(folder, 'out'), 'webp', 80, Number(atOnce))
    return results.every(({ success }) => success)
  },
  single: async () => {
    configureEngine({ concurrency: Number(atOnce) })
    const sizes = await Promise.all(
      files.map((file, index) => chain(file).toFile(join(folder, `${index}.webp`), 'webp', 80)),
    )
    return sizes.every(bytes => bytes > 0)
  },
}

const started = performance.now()
if (!(await ways[way]())) throw new Error('an image failed')
const seconds = (performance.now() - started) / 1000
const { user, system } = process.cpuUsage()
const peak = process.resourceUsage().maxRSS * 1024
console.log(JSON.stringify({ seconds, cpuSeconds: (user + system) / 1e6, peak }))
