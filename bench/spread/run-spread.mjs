import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { madePictures } from '../engine/made-pictures.mjs'
import { keptScores } from '../kept-scores.mjs'
import { versions } from '../machine.mjs'
import { WORK } from '../places.mjs'
import { RenderProcess } from '../render-process.mjs'
import { groups, NUMBERS } from './spread.mjs'

const SIDES = { ours: 'lazy-image', theirs: 'sharp' }

/**
 * Makes every picture of every group at the same numbers with both sides. What the same version made before is not made
 * again: nothing is timed here.
 */
export async function runSpread({ quick }) {
  const folders = await sideFolders()
  const processes = Object.fromEntries(Object.entries(SIDES).map(([side, name]) => [side, new RenderProcess(name)]))
  const found = []
  try {
    for (const group of groups({ quick })) {
      const outputs = []
      for (const [index, picture] of group.pictures.entries()) {
        for (const width of group.widths)
          outputs.push(...(await pairsOf({ group, picture, index, width, processes, folders })))
        console.log(`spread ${group.id}, picture ${index + 1} of ${group.pictures.length}`)
      }
      found.push({ ...group, outputs })
    }
  } finally {
    for (const process of Object.values(processes)) process.stop()
  }
  return { numbers: NUMBERS, groups: found }
}

/** Both sides' outputs of a picture at a width, scored. */
async function pairsOf({ group, picture, index, width, processes, folders }) {
  const [source] = await madePictures([group.isCodecAlone ? { ...picture, as: 'raw-png', width } : picture])
  const wanted = Object.entries(NUMBERS).flatMap(([format, numbers]) => numbers.map(quality => ({ format, quality })))
  const files = []
  for (const { format, quality } of wanted) {
    for (const side of Object.keys(SIDES)) {
      const folder = join(folders[side], group.id)
      mkdirSync(folder, { recursive: true })
      const file = join(folder, `${index}-${width}-${quality}.${format}`)
      const output = { format, quality, ...(group.isCodecAlone ? {} : { width }) }
      if (!existsSync(file)) await processes[side].render({ picture: source, output, file })
      files.push(file)
    }
  }
  const scores = keptScores(files.map(output => ({ source: source.file, output }))).map(
    ({ bytes, ssimulacra2, butteraugli }) => ({ bytes, ssimulacra2, butteraugli }),
  )
  return wanted.map((output, at) => ({
    picture: index,
    width,
    ...output,
    ours: scores[2 * at],
    theirs: scores[2 * at + 1],
  }))
}

async function sideFolders() {
  const { lazyImage, sharp } = await versions()
  return {
    ours: join(WORK, 'spread', `ours-${lazyImage.fingerprint}`),
    theirs: join(WORK, 'spread', `sharp-${sharp.sharp}`),
  }
}
