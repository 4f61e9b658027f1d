// Starts a batch, and one operation after its first output; tells how far the batch was when the operation was done.
// usage: UV_THREADPOOL_SIZE=1 node batch-beside-single.mjs <image> <folder> <files>

import { copyFileSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { argv } from 'node:process'
import { ImageEngine } from '../../dist/index.js'

const [image, folder, count] = argv.slice(2)
mkdirSync(join(folder, 'in'))
const files = Array.from({ length: Number(count) }, (_, index) => join(folder, 'in', `${index}.jpg`))
for (const file of files) copyFileSync(image, file)

let done = 0
let begun = () => {}
const working = new Promise(resolve => {
  begun = resolve
})
const batch = ImageEngine.fromPath(image)
  .resize(600)
  .processBatch(files, join(folder, 'out'), {
    format: 'avif',
    concurrency: 1,
    onProgress: progress => {
      done = progress.done
      begun()
    },
  })
await working
await ImageEngine.fromPath(image).resize(20).toBuffer('webp')
const doneBeside = done
await batch
console.log(JSON.stringify({ doneBeside, done }))
