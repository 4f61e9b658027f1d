// Shows HDR outputs to readers that are not ours: libultrahdr's and libavif's own tools, and sharp. Each source is rendered in
// HDR by one of them, and so is each output; where the second shows what becomes of the first by the same resizing, cutting
// and turning, the gain map came along.
// usage: node scripts/check-gain-maps.mjs
//   ULTRAHDR_APP, AVIFGAINMAPUTIL   the tools, of libultrahdr 2 and libavif 1.4, where they are not found by their names
// sharp is that of bench/peers.

import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ImageEngine, inspect } from '../packages/core/dist/index.js'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const SOURCES = join(ROOT, 'native/engine/tests/fixtures/gain-maps')
const ULTRAHDR = process.env.ULTRAHDR_APP ?? 'ultrahdr_app'
const GAINMAPUTIL = process.env.AVIFGAINMAPUTIL ?? 'avifgainmaputil'
const sharp = createRequire(join(ROOT, 'bench/peers/packages/package.json'))('sharp')

/** Stops, of the luminance of HDR: on average, and for nine of ten pixels. What is left is the codecs' and the resampler's. */
const MOST = { mean: 0.12, ninth: 0.3 }
const QUALITY = 95
/** Candelas per square metre of SDR white, in both tools. */
const WHITE = 203

const folder = mkdtempSync(join(tmpdir(), 'gain-maps-'))
let failures = 0

/** Luminance of one pixel of linear light, by the primaries that a file has. */
const WEIGHTS = { srgb: [0.2126, 0.7152, 0.0722], p3: [0.229, 0.6917, 0.0793] }

function run(command, args) {
  const { status, stdout, stderr, error } = spawnSync(command, args, { encoding: 'utf8' })
  if (error !== undefined) throw new Error(`${command} is not here: ${error.message}`)
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} failed: ${stdout}${stderr}`.trim())
  return stdout
}

function halfFloat(bits) {
  const exponent = (bits >> 10) & 31
  const fraction = bits & 1023
  const size = exponent === 0 ? fraction * 2 ** -24 : (1 + fraction / 1024) * 2 ** (exponent - 15)
  return bits & 0x8000 ? -size : size
}

/** Linear light from 10,000 cd/m² at 1 to SDR white at 1. */
function fromPq(sample) {
  const power = sample ** (1 / 78.84375)
  const light = Math.max(power - 0.8359375, 0) / (18.8515625 - 18.6875 * power)
  return (light ** (1 / 0.1593017578125) * 10_000) / WHITE
}

/** The HDR rendition of a JPEG, by libultrahdr: luminance, SDR white being 1. */
function renderJpeg(file, { width, height }, primaries) {
  const raw = join(folder, 'rendition.raw')
  run(ULTRAHDR, ['-m', '1', '-j', file, '-o', '0', '-O', '4', '-z', raw])
  const bytes = readFileSync(raw)
  const [red, green, blue] = WEIGHTS[primaries]
  const at = place => halfFloat(bytes.readUInt16LE(place * 2))
  return {
    width,
    height,
    light: Float64Array.from(
      { length: width * height },
      (_, i) => red * at(i * 4) + green * at(i * 4 + 1) + blue * at(i * 4 + 2),
    ),
  }
}

/** The same of an AVIF, by libavif. */
async function renderAvif(file, headroom, primaries) {
  const png = join(folder, 'rendition.png')
  run(GAINMAPUTIL, ['tonemap', file, png, '--headroom', `${headroom}`, '--ignore-profile', '-d', '12'])
  const { data, info } = await sharp(png)
    .toColourspace('rgb16')
    .raw({ depth: 'ushort' })
    .toBuffer({ resolveWithObject: true })
  const samples = new Uint16Array(data.buffer, data.byteOffset, data.length / 2)
  const [red, green, blue] = WEIGHTS[primaries]
  const at = place => fromPq(samples[place] / 65_535)
  const { width, height, channels } = info
  return {
    width,
    height,
    light: Float64Array.from(
      { length: width * height },
      (_, i) => red * at(i * channels) + green * at(i * channels + 1) + blue * at(i * channels + 2),
    ),
  }
}

/** A smaller part of a rendition, each pixel the mean of those that it covers; turned by quarters. */
function derive({ width, height, light }, { left, top, part, factor, quarters }) {
  const own = { width: Math.floor(part.width / factor), height: Math.floor(part.height / factor) }
  const mean = (x, y) => {
    let sum = 0
    for (let dy = 0; dy < factor; dy++)
      for (let dx = 0; dx < factor; dx++)
        sum += light[Math.min(top + y * factor + dy, height - 1) * width + Math.min(left + x * factor + dx, width - 1)]
    return sum / factor ** 2
  }
  const turned = quarters === 1 ? { width: own.height, height: own.width } : own
  return {
    ...turned,
    light: Float64Array.from({ length: own.width * own.height }, (_, i) => {
      const [x, y] = [i % turned.width, Math.floor(i / turned.width)]
      return quarters === 1 ? mean(y, own.height - 1 - x) : mean(x, y)
    }),
  }
}

/** Where there is light enough for a ratio to mean something. */
const DARK = 0.05

function compare(expected, got) {
  if (expected.width !== got.width || expected.height !== got.height)
    throw new Error(`${got.width}×${got.height} for ${expected.width}×${expected.height}`)
  const stops = []
  for (const [i, light] of expected.light.entries())
    stops.push(Math.abs(Math.log2(Math.max(got.light[i], 0) + DARK) - Math.log2(light + DARK)))
  stops.sort((a, b) => a - b)
  return {
    mean: stops.reduce((sum, stop) => sum + stop, 0) / stops.length,
    ninth: stops[Math.floor(stops.length * 0.9)],
  }
}

function tell(words, { mean, ninth }, most) {
  const fits = mean <= MOST.mean && ninth <= MOST.ninth
  if (!fits) failures++
  const brightest = Math.log2(most).toFixed(2)
  console.log(
    `${fits ? 'ok  ' : 'FAIL'} ${words.padEnd(58)} mean ${mean.toFixed(3)} stops, nine of ten ${ninth.toFixed(3)}; brightest ${brightest}`,
  )
}

const largest = ({ light }) => light.reduce((most, value) => Math.max(most, value), 0)

const WORKS = {
  'as it is': { part: [0, 0, 1, 1], factor: 1, quarters: 0 },
  'half the size': { part: [0, 0, 1, 1], factor: 2, quarters: 0 },
  'a part of it': { part: [0.25, 0.2, 0.5, 0.6], factor: 1, quarters: 0 },
  'a part, smaller and turned': { part: [0.5, 0.1, 0.4, 0.6], factor: 2, quarters: 1 },
}

async function check(name, render) {
  const file = join(SOURCES, name)
  const facts = await inspect(readFileSync(file))
  const { width, height, gainMap } = facts
  const rendition = await render(file)
  console.log(
    `\n${name}: ${width}×${height}, map of ${gainMap.width}×${gainMap.height}, ${gainMap.maxHeadroom.toFixed(2)} stops`,
  )
  for (const [work, { part, factor, quarters }] of Object.entries(WORKS)) {
    const even = (share, side) => Math.round((share * side) / 8) * 8
    const [left, top] = [even(part[0], width), even(part[1], height)]
    const cut = {
      width: part[2] === 1 ? width : even(part[2], width),
      height: part[3] === 1 ? height : even(part[3], height),
    }
    const expected = derive(rendition, { left, top, part: cut, factor, quarters })
    for (const space of ['srgb', 'p3']) {
      let asked = ImageEngine.fromPath(file).crop({ x: left, y: top, ...cut })
      asked = asked
        .resize(Math.floor(cut.width / factor), Math.floor(cut.height / factor), 'fill')
        .hdr('keep')
        .colorspace(space)
      if (quarters === 1) asked = asked.rotate(90)
      const jpeg = join(folder, 'made.jpg')
      writeFileSync(jpeg, await asked.toBuffer('jpeg', QUALITY))
      const byUltraHdr = renderJpeg(jpeg, expected, space)
      tell(`${work}, ${space}: JPEG by libultrahdr`, compare(expected, byUltraHdr), largest(byUltraHdr))
      // By its name, sharp would know the file from before.
      const { gainMap: seen } = await sharp(readFileSync(jpeg)).metadata()
      if (seen === undefined) failures++
      const { width: mapWidth, height: mapHeight } = seen === undefined ? {} : await sharp(seen.image).metadata()
      const { gainMap: ours } = await inspect(readFileSync(jpeg))
      const agrees = mapWidth === ours?.width && mapHeight === ours?.height
      if (!agrees) failures++
      console.log(
        `${agrees ? 'ok  ' : 'FAIL'} ${`${work}, ${space}: JPEG by sharp`.padEnd(58)} a map of ${mapWidth}×${mapHeight}`,
      )
      const avif = join(folder, 'made.avif')
      writeFileSync(avif, await asked.toBuffer('avif', QUALITY))
      const byAvif = await renderAvif(avif, gainMap.maxHeadroom, space)
      tell(`${work}, ${space}: AVIF by libavif`, compare(expected, byAvif), largest(byAvif))
    }
  }
}

try {
  if (!existsSync(SOURCES)) throw new Error(`no pictures at ${SOURCES}`)
  await check('libultrahdr-gray.jpg', file => renderJpeg(file, { width: 160, height: 120 }, 'p3'))
  await check('libultrahdr-rgb.jpg', file => renderJpeg(file, { width: 160, height: 120 }, 'p3'))
  await check('seine.avif', file => renderAvif(file, 1.3, 'srgb'))
} finally {
  rmSync(folder, { recursive: true, force: true })
}
console.log(failures === 0 ? '\nall of it is read' : `\n${failures} are not read as they should be`)
process.exitCode = failures === 0 ? 0 : 1
