// Does many operations one after the other, a few at once, and tells the resident memory on the way, in bytes.
// usage: node --expose-gc repeat-operations.mjs <image> <folder> <operations>

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { argv } from 'node:process'
import { ImageEngine } from '../../dist/index.js'

const [file, folder, operations] = argv.slice(2)
const bytes = readFileSync(file)
const AT_ONCE = 4

/** Every way in and out, in turn. */
const WAYS = [
  index =>
    ImageEngine.from(bytes)
      .resize(40 + (index % 60))
      .toBuffer('webp'),
  index =>
    ImageEngine.fromPath(file)
      .resize(40 + (index % 60))
      .blur(1)
      .toBuffer('jpeg'),
  index =>
    ImageEngine.fromPath(file)
      .resize(60)
      .rotate(index % 360)
      .toFile(join(folder, `${index % 8}.png`), 'png'),
  () => ImageEngine.from(bytes).resize(60).toBuffer('avif', 50, { effort: 'draft' }),
  () => ImageEngine.from(bytes).inspect(),
  () => ImageEngine.fromPath(file).resize(60).thumbhash(),
  index =>
    ImageEngine.from(bytes.subarray(0, 20_000 + index))
      .toBuffer('webp')
      .catch(error => error.code),
  () => ImageEngine.fromPath(file).resize(60).processBatch([file], join(folder, 'out'), 'gif', undefined, 2),
]

const resident = []
for (let done = 0; done < Number(operations); done += AT_ONCE) {
  await Promise.all(Array.from({ length: AT_ONCE }, (_, index) => WAYS[(done + index) % WAYS.length](done + index)))
  if ((done + AT_ONCE) % 500 === 0) {
    globalThis.gc()
    await new Promise(resolve => setTimeout(resolve, 50))
    resident.push(process.memoryUsage.rss())
  }
}
console.log(JSON.stringify({ resident }))
