import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ControlGroup, whyNoControlGroups } from '../../e2e/support/control-group.mjs'
import { madePictures } from '../engine/made-pictures.mjs'
import { giant, large } from '../engine/pictures.mjs'
import { writeProject } from '../gallery/project.mjs'
import { measureScript } from '../measure.mjs'
import { WORK } from '../places.mjs'
import { inTurn } from '../statistics.mjs'
import { MEMORY_LIMITS } from './limits.mjs'
import { writePictures } from './write-pictures.mjs'

const BUILD = fileURLToPath(new URL('../gallery/build.mjs', import.meta.url))

const PICTURES = 200
const QUICK_PICTURES = 12

/** What each picture is made to. */
const WIDTHS = [400, 1200]
const FORMATS = ['webp']

/** Megapixels of the photographs: those of phones, and of cameras. */
const CAMERA_WIDTH = 6000

/** Cold builds of many large photographs by Vite, each in a process and a control group of its own, the limits in turn. */
export async function runMemory({ rounds, quick, against }) {
  const reason = whyNoControlGroups()
  const limits = reason === undefined ? MEMORY_LIMITS : MEMORY_LIMITS.filter(({ bytes }) => bytes === undefined)
  if (reason !== undefined) console.log(`memory: no control groups can be made here (${reason}): no build is limited`)
  const count = quick ? QUICK_PICTURES : PICTURES
  const made = await madePictures([...large(6), ...giant(2, CAMERA_WIDTH)])
  const folder = join(WORK, 'large-pictures')
  const names = writePictures(
    folder,
    made.map(({ file }) => file),
    count,
  )
  const sides = ['lazy-image', ...against]
  const runs = Object.fromEntries(sides.map(side => [side, Object.fromEntries(limits.map(({ id }) => [id, []]))]))
  for (const side of sides) {
    for (let round = 0; round < rounds; round++) {
      for (const limit of inTurn(limits, round)) {
        const run = await buildWithin(limit, side, names, folder)
        runs[side][limit.id].push(run)
        const end = run.cost === undefined ? 'killed' : `${run.cost.cpuSeconds.toFixed(1)} s CPU`
        console.log(`memory ${side}, ${limit.title}, round ${round + 1}: ${end}`)
      }
    }
  }
  const megapixels = made.map(({ width, height }) => Math.round((width * height) / 1e6))
  return { pictures: count, megapixels, widths: WIDTHS, formats: FORMATS, limits, runs }
}

async function buildWithin(limit, side, names, pictures) {
  const root = join(WORK, 'large-gallery')
  writeProject(root, { photos: names, widths: WIDTHS, formats: FORMATS }, pictures)
  const group = limit.bytes === undefined ? undefined : new ControlGroup(limit)
  try {
    const { cost } = await measureScript(BUILD, [side, root], { cwd: root, group })
    return { cost, kills: group?.told().kills ?? 0 }
  } catch (error) {
    const kills = group?.told().kills ?? 0
    if (kills === 0) throw error
    return { kills }
  } finally {
    group?.remove()
    rmSync(root, { recursive: true, force: true })
  }
}
