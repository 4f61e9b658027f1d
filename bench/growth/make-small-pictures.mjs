// Writes small pictures of which no two are equal.
// usage: node make-small-pictures.mjs <folder> <count>

import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { importPeer } from '../import-peer.mjs'

const sharp = (await importPeer('sharp')).default

const [WIDTH, HEIGHT] = [64, 48]
const AT_ONCE = 64

const [folder, count] = process.argv.slice(2)
mkdirSync(folder, { recursive: true })
const files = Array.from({ length: Number(count) }, (_, index) => ({ index, file: join(folder, `${index}.png`) }))
const wanted = files.filter(({ file }) => !existsSync(file))
for (let from = 0; from < wanted.length; from += AT_ONCE) {
  await Promise.all(wanted.slice(from, from + AT_ONCE).map(write))
}

function write({ index, file }) {
  const raw = { width: WIDTH, height: HEIGHT, channels: 3 }
  return sharp(samplesOf(index), { raw }).png().toFile(file)
}

/** A slope of colours with a grain, both from the number. */
function samplesOf(index) {
  const samples = new Uint8Array(WIDTH * HEIGHT * 3)
  let grain = index + 1
  for (const at of samples.keys()) {
    grain = (Math.imul(grain, 1_664_525) + 1_013_904_223) >>> 0
    samples[at] = ((at / (3 * HEIGHT)) * (1 + (index % 7)) + (index >> (at % 3)) + (grain >>> 27)) & 255
  }
  return samples
}
