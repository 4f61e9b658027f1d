// Makes the pictures that are derived from the corpus, and tells each picture's file and size.
// usage: node make-pictures.mjs <folder to write to> <corpus> <JSON list of pictures>

import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, renameSync } from 'node:fs'
import { basename, extname, join } from 'node:path'
import { importPeer } from '../import-peer.mjs'
import { instrument } from '../places.mjs'
import { framesOf } from './motion.mjs'

const sharp = (await importPeer('sharp')).default

const [folder, corpus, list] = process.argv.slice(2)
mkdirSync(folder, { recursive: true })
const made = []
for (const picture of JSON.parse(list)) {
  const file = await fileOf(picture)
  const { width, height } = await sharp(file).metadata()
  made.push({ file, width, height })
}
console.log(JSON.stringify(made))

async function fileOf({ from, as, width, crop, quality, motion }) {
  const source = join(corpus, from)
  if (as === undefined) return source
  const whole = crop?.width ?? (await sharp(source).metadata()).width
  const extension = as === 'raw-png' ? 'png' : as
  const part = crop === undefined ? '' : `-${region(crop).replaceAll(',', '-')}`
  const kind = quality === undefined ? as : `${as}-${quality}`
  const file = join(folder, `${basename(from, extname(from))}${part}-${kind}-${width ?? whole}.${extension}`)
  if (existsSync(file)) return file
  const unfinished = `${file}.unfinished`
  if (as === 'raw-png') {
    const cut = crop === undefined ? [] : [region(crop)]
    execFileSync(instrument('fixture'), [source, String(width ?? whole), unfinished, ...cut])
  } else if (motion !== undefined) {
    await writeAnimation(source, { width, motion }, unfinished)
  } else {
    const image = crop === undefined ? sharp(source) : sharp(source).extract(crop)
    await image
      .resize(width)
      .toFormat(as, quality === undefined ? {} : { quality })
      .toFile(unfinished)
  }
  renameSync(unfinished, file)
  return file
}

function region({ left, top, width, height }) {
  return [left, top, width, height].join()
}

/** Every frame is shown for a twelfth of a second. */
async function writeAnimation(source, { width, motion }, file) {
  const frames = await framesOf(sharp, source, { width, motion })
  await sharp(frames, { join: { animated: true } })
    .gif({ delay: frames.map(() => 80) })
    .toFile(file)
}
