// Makes quality tables anew: node native/quality-tables/run.mjs <photographs> <graphics> [format …]
//
// sharp encodes every picture of the two folders at every number of the grid, the binary beside this file scores those
// and our own encodes over their whole scales, and writes the tables beside the format in native/engine/src/formats;
// AVIF's are those of the libaom that the engine is built with (LAZY_IMAGE_AOM). For twelve photographs AVIF alone takes
// half an hour of processor time. What is measured stays in target/quality-tables; a second run takes up what is there:
// after a change of ours to an encoder, delete its ours-*.json.

import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join, resolve } from 'node:path'
import { libaomEnvironment } from '../../scripts/setup/libaom.mjs'

const SHARP = '0.35.5'
const ROOT = resolve(import.meta.dirname, '../..')
const WORK = join(ROOT, 'target/quality-tables')

/** Numbers between them are interpolated. */
const QUALITIES = [1, 10, 15, 20, 30, 40, 50, 60, 70, 75, 80, 85, 90, 95, 100]

/** Megapixels of the pictures that are measured: every photograph as thumbnails and as a picture of a page, 200, 370 and 900 px wide. */
const AREAS = [0.03, 0.1, 0.6]
/** Drawings, screenshots: the tables must serve them too. */
const GRAPHIC = 0.3

const FORMATS = {
  jpeg: {
    'jpeg-420': { extension: 'jpg', encode: (image, quality) => image.jpeg({ quality }) },
    'jpeg-444': { extension: 'jpg', encode: (image, quality) => image.jpeg({ quality, chromaSubsampling: '4:4:4' }) },
  },
  webp: { webp: { extension: 'webp', encode: (image, quality) => image.webp({ quality }) } },
  avif: { avif: { extension: 'avif', encode: (image, quality) => image.avif({ quality }) } },
}

const [photographs, graphics, ...named] = process.argv.slice(2)
const formats = named.length > 0 ? named : Object.keys(FORMATS)
if (graphics === undefined || formats.some(format => !(format in FORMATS))) {
  throw new Error(
    `usage: node native/quality-tables/run.mjs <photographs> <graphics> [${Object.keys(FORMATS).join(' | ')}] …`,
  )
}

const sharp = installedSharp()
const pictures = []
for (const file of imagesIn(photographs)) {
  for (const area of AREAS) pictures.push(await encodeAll(file, area, 'photograph'))
}
for (const file of imagesIn(graphics)) pictures.push(await encodeAll(file, GRAPHIC, 'graphic'))
writeFileSync(
  join(WORK, 'reference.json'),
  JSON.stringify({ sharp: SHARP, areas: AREAS, qualities: QUALITIES, pictures }),
)
run('cargo', ['run', '--release', '--locked', '--package', 'lazy-image-quality-tables', '--', WORK, ...formats], ROOT, {
  ...process.env,
  ...(await libaomEnvironment()),
})
run('cargo', ['fmt'])

function imagesIn(folder) {
  return readdirSync(folder)
    .filter(name => /\.(?:jpe?g|png)$/i.test(name))
    .sort()
    .map(name => join(folder, name))
}

/** The contestant, in a folder of its own: the project does not depend on it. */
function installedSharp() {
  mkdirSync(WORK, { recursive: true })
  if (!existsSync(join(WORK, 'node_modules/sharp'))) {
    writeFileSync(join(WORK, 'package.json'), JSON.stringify({ private: true, dependencies: { sharp: SHARP } }))
    run('npm', ['install', '--no-audit', '--no-fund'], WORK)
  }
  return createRequire(join(WORK, 'package.json'))('sharp')
}

/** The picture as a PNG, and sharp's encodings of it. */
async function encodeAll(file, area, kind) {
  const source = file.replace(/.*[\\/]|\.\w+$/g, '')
  const name = `${source}-${area}`
  const target = join(WORK, name)
  mkdirSync(target, { recursive: true })
  const original = join(target, 'original.png')
  if (!existsSync(original)) {
    const { width, height } = await sharp(file).metadata()
    const scale = Math.min(1, Math.sqrt((area * 1e6) / (width * height)))
    await sharp(file)
      .flatten({ background: 'white' })
      .resize(Math.round(width * scale))
      .png()
      .toFile(original)
  }
  for (const [curve, { extension, encode }] of formats.flatMap(format => Object.entries(FORMATS[format]))) {
    for (const quality of QUALITIES) {
      const output = join(target, `${curve}-${quality}.${extension}`)
      if (!existsSync(output)) await encode(sharp(original), quality).toFile(output)
    }
  }
  console.log(`sharp: ${name}`)
  return { name, source, kind }
}

function run(command, parameters, cwd = ROOT, env = process.env) {
  const { status, error } = spawnSync(command, parameters, { cwd, env, stdio: 'inherit' })
  if (error !== undefined) throw error
  if (status !== 0) throw new Error(`${command} ended with ${status}`)
}
