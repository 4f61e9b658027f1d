// Asks at once for many outputs of one image in memory, more than there are threads, and tells the largest resident set
// of the process, in bytes.
// usage: node queue-buffers.mjs <jpeg> <calls> <bytes that the image is filled up to>

import { readFileSync } from 'node:fs'
import { argv } from 'node:process'
import { peakMemory } from '../../../../scripts/test/peak-memory.mjs'
import { ImageEngine } from '../../dist/index.js'

const [file, calls, size] = argv.slice(2)
// What follows the end of a JPEG is not looked at.
const bytes = Buffer.alloc(Number(size))
readFileSync(file).copy(bytes)

const engine = ImageEngine.from(bytes).resize(40)
const made = await Promise.all(Array.from({ length: Number(calls) }, () => engine.toBuffer('webp')))
console.log(JSON.stringify({ made: made.length, peak: peakMemory() }))
