// Makes the quality tables anew: node native/quality-tables/run.mjs <folder of photographs> [how many of them]
//
// sharp encodes every photograph at every number of the grid, the binary beside this file scores those and our own
// encodes over their whole scales, and writes native/engine/src/quality/tables.rs. For twenty photographs some
// 45 minutes of processor time. What is measured stays in target/quality-tables; a second run takes up what is there:
// after a change of ours to an encoder, delete its ours-*.json.

import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join, resolve } from 'node:path'

const SHARP = '0.35.5'
const ROOT = resolve(import.meta.dirname, '../..')
const WORK = join(ROOT, 'target/quality-tables')

/** Numbers between them are interpolated. */
const QUALITIES = [1, 10, 20, 30, 40, 50, 60, 70, 75, 80, 85, 90, 95, 100]

/**
 * Megapixels of the pictures that are measured: every photograph as a thumbnail, and the first ones, for they take most
 * of the time, as a card or a hero by turns.
 */
const THUMBNAIL = 0.1
const AREAS = [0.3, 1]
const LARGER = 12

const FORMATS = {
  'jpeg-420': { extension: 'jpg', encode: (image, quality) => image.jpeg({ quality }) },
  'jpeg-444': { extension: 'jpg', encode: (image, quality) => image.jpeg({ quality, chromaSubsampling: '4:4:4' }) },
  webp: { extension: 'webp', encode: (image, quality) => image.webp({ quality }) },
  avif: { extension: 'avif', encode: (image, quality) => image.avif({ quality }) },
}

const [folder, count] = process.argv.slice(2)
if (folder === undefined) throw new Error('usage: node native/quality-tables/run.mjs <folder of photographs> [count]')

const sharp = installedSharp()
const photographs = readdirSync(folder)
  .filter(name => /\.jpe?g$/i.test(name))
  .sort()
  .slice(0, count)
const names = []
for (const [index, name] of photographs.entries()) {
  if (index < LARGER) names.push(await encodeAll(join(folder, name), AREAS[index % AREAS.length]))
  names.push(await encodeAll(join(folder, name), THUMBNAIL))
  console.log(`sharp: ${index + 1} of ${photographs.length}`)
}
writeFileSync(
  join(WORK, 'reference.json'),
  JSON.stringify({ sharp: SHARP, areas: [THUMBNAIL, ...AREAS], qualities: QUALITIES, pictures: names }),
)
run('cargo', ['run', '--release', '--locked', '--package', 'lazy-image-quality-tables', '--', WORK])
run('cargo', ['fmt'])

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
async function encodeAll(file, area) {
  const name = `${file.replace(/.*[\\/]|\.\w+$/g, '')}-${area}`
  const target = join(WORK, name)
  mkdirSync(target, { recursive: true })
  const original = join(target, 'original.png')
  if (!existsSync(original)) {
    const { width, height } = await sharp(file).metadata()
    const scale = Math.min(1, Math.sqrt((area * 1e6) / (width * height)))
    await sharp(file)
      .resize(Math.round(width * scale))
      .png()
      .toFile(original)
  }
  for (const [format, { extension, encode }] of Object.entries(FORMATS)) {
    for (const quality of QUALITIES) {
      const output = join(target, `${format}-${quality}.${extension}`)
      if (!existsSync(output)) await encode(sharp(original), quality).toFile(output)
    }
  }
  return name
}

function run(command, parameters, cwd = ROOT) {
  const { status, error } = spawnSync(command, parameters, { cwd, stdio: 'inherit' })
  if (error !== undefined) throw error
  if (status !== 0) throw new Error(`${command} ended with ${status}`)
}
