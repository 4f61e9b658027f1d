import { readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { measureScript } from '../measure.mjs'
import { WORK } from '../places.mjs'
import { inTurn } from '../statistics.mjs'
import { keepImages, outputsOf, PROJECTS, QUICK_PROJECTS, writeProject } from './projects.mjs'

const BUILD = fileURLToPath(new URL('build.mjs', import.meta.url))

const OURS = 'lazy-image'
const THEIRS = 'vite-imagetools'

/** Builds before it is taken that a cache does not fill. */
const MOST_WARMING = 3

/** What is measured in turn: a plugin, and whether over pictures. */
const RUNS = [
  { id: 'none', plugin: 'none', isOfPictures: false },
  { id: 'bare', plugin: 'bare', isOfPictures: true },
  { id: `${OURS}, no pictures`, plugin: OURS, isOfPictures: false },
  { id: `${THEIRS}, no pictures`, plugin: THEIRS, isOfPictures: false },
  { id: OURS, plugin: OURS, isOfPictures: true },
  { id: THEIRS, plugin: THEIRS, isOfPictures: true },
]

/**
 * Vite builds with everything in the cache, each in a process of its own, beside a build without pictures or plugin, and beside a
 * plugin that is given the very files and does nothing but emit them.
 */
export async function runWarm({ rounds, quick }) {
  const projects = []
  for (const project of quick ? QUICK_PROJECTS : PROJECTS) projects.push(await runProject(project, rounds))
  return { projects }
}

async function runProject(project, rounds) {
  const { id, title, widths, formats } = project
  const pictures = await project.pictures()
  const folderOf = name => join(WORK, 'warm', id, name)
  for (const name of [OURS, THEIRS, 'bare']) writeProject(folderOf(name), pictures, project)
  writeProject(folderOf('none'), [], project)
  const images = folderOf('images')
  const build = ({ plugin, isOfPictures }) => {
    const folder = folderOf(isOfPictures ? plugin : 'none')
    // Else a build would pay for deleting what the one before has written.
    rmSync(join(folder, 'dist'), { recursive: true, force: true })
    return measureScript(BUILD, [plugin, folder, images], { cwd: folder })
  }
  for (const plugin of [OURS, THEIRS]) await build({ plugin, isOfPictures: true })
  // A disk that is too slow for a busy machine may not have kept all of it.
  for (let attempt = 0; attempt < MOST_WARMING; attempt++) {
    if (countsIn(await build({ plugin: OURS, isOfPictures: true })).encodes === 0) break
  }
  const outputs = outputsOf(project, pictures.length)
  keepImages(folderOf(OURS), images, imagesIn(folderOf(OURS), outputs))
  imagesIn(folderOf(THEIRS), outputs)

  const runs = Object.fromEntries(RUNS.map(run => [run.id, []]))
  for (let round = 0; round < rounds; round++) {
    for (const run of inTurn(RUNS, round)) {
      const { cost, stdout } = await build(run)
      if (run.isOfPictures) imagesIn(folderOf(run.plugin), outputs)
      const counts = run.id === OURS ? { counts: countsIn({ stdout }) } : {}
      runs[run.id].push({ ...cost, ...counts })
      console.log(`warm ${id}, round ${round + 1}, ${run.id}: ${(cost.cpuSeconds * 1000).toFixed(0)} ms CPU`)
    }
  }
  return { id, title, pictures: pictures.length, widths, formats, outputs, runs }
}

/** What lazy-image counted in a build. */
function countsIn({ stdout }) {
  return JSON.parse(stdout.trim().split('\n').at(-1))
}

/** @throws when a build wrote anything else than so many images. */
function imagesIn(folder, wanted) {
  const names = readdirSync(join(folder, 'dist', 'assets')).filter(name => !name.endsWith('.js'))
  if (names.length !== wanted) throw new Error(`${wanted} images were asked for, but ${folder} has ${names.length}`)
  return names
}
