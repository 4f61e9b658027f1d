import { copyFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { runScript } from '../measure.mjs'
import { corpusFolder, WORK } from '../places.mjs'

const MAKE_PICTURES = fileURLToPath(new URL('../growth/make-small-pictures.mjs', import.meta.url))

const FORMATS = ['webp', 'jpg']

/** What is built again and again: pictures, each in so many widths and formats. */
export const PROJECTS = [
  {
    id: 'photographs',
    title: '20 photographs of 2 to 3 MP',
    pictures: async () =>
      numbered(20, number => join(corpusFolder(), `photos/photo-${String(number).padStart(2, '0')}.jpg`)),
    widths: [160, 240, 320, 480, 640, 800],
    formats: FORMATS,
  },
  {
    id: 'many',
    title: '417 small pictures made by code',
    pictures: () => smallPictures(417),
    widths: [8, 16, 24, 32, 40, 48],
    formats: FORMATS,
  },
]

/** Enough to see that everything runs, too little for a figure. */
export const QUICK_PROJECTS = [
  { ...PROJECTS[1], id: 'quick', title: '10 small pictures made by code', pictures: () => smallPictures(10) },
]

async function smallPictures(count) {
  const folder = join(WORK, 'small-pictures')
  mkdirSync(WORK, { recursive: true })
  await runScript(MAKE_PICTURES, [folder, String(count)], { cwd: WORK })
  return Array.from({ length: count }, (_, index) => join(folder, `${index}.png`))
}

function numbered(count, name) {
  return Array.from({ length: count }, (_, index) => name(index + 1))
}

export function outputsOf({ widths, formats }, pictures) {
  return pictures * widths.length * formats.length
}

/**
 * Writes a Vite project: nothing in it says which plugin will build it.
 *
 * @param {string} folder emptied first.
 * @param {readonly string[]} pictures absolute paths; none for a project without any.
 */
export function writeProject(folder, pictures, { widths, formats }) {
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(join(folder, 'images'), { recursive: true })
  for (const picture of pictures) copyFileSync(picture, join(folder, 'images', basename(picture)))
  const query = `w=${widths.join(';')}&format=${formats.join(';')}&as=picture`
  const imports = pictures.map((path, index) => `import picture${index} from './images/${basename(path)}?${query}'\n`)
  writeFileSync(join(folder, 'package.json'), '{ "private": true, "type": "module" }\n')
  writeFileSync(join(folder, 'index.html'), '<!doctype html>\n<script type="module" src="./main.js"></script>\n')
  const names = pictures.map((_, index) => `picture${index}`)
  writeFileSync(join(folder, 'main.js'), `${imports.join('')}console.log([${names.join(', ')}])\n`)
}

/** Keeps the images of a build, for a plugin that does nothing but hand them to the bundler. */
export function keepImages(folder, images, names) {
  rmSync(images, { recursive: true, force: true })
  mkdirSync(images, { recursive: true })
  for (const name of names) copyFileSync(join(folder, 'dist', 'assets', name), join(images, name))
}
