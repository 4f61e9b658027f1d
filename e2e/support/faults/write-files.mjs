// Writes pictures into a folder by the engine itself, and tells of each file its error, or null.
// usage: node write-files.mjs <folder> <file>…

import { ImageEngine } from '../../../packages/core/dist/index.js'

const [folder, ...files] = process.argv.slice(2)
const results = await ImageEngine.fromPath(files[0])
  .resize(40)
  .processBatch(files, folder, { format: 'webp', concurrency: 1 })
  .then(
    made => made.map(({ source, error }) => [source, error ?? null]),
    error => files.map(file => [file, error.message]),
  )
process.stdout.write(JSON.stringify(Object.fromEntries(results)))
