import { entryFigures } from './engine-figures.mjs'
import { figures as galleryFigures } from './gallery-report.mjs'
import { bytes, difference, megabytes, seconds, times } from './markdown.mjs'
import { warmFigures } from './warm-report.mjs'

const OURS = 'lazy-image'
const BUNDLER_PEER = 'vite-imagetools'
const ENGINE_PEER = 'sharp'

/**
 * The works of the engine that are told, in this order: rows of its suites, the entry that stands for us, and what of them
 * is told. What is `brief` stands where there is little room.
 */
const ENGINE_WORKS = [
  { work: 'JPEG of 12 MP → 3 JPEGs', row: 'sizes-jpeg', brief: true },
  { work: 'JPEG of 12 MP → 3 WebPs', row: 'sizes-webp', brief: true },
  { work: 'JPEG of 12 MP → 3 AVIFs', row: 'sizes-avif', entry: 'lazy-image default', brief: true },
  { work: 'JPEG of 12 MP → 3 AVIFs, `effort=best`', row: 'sizes-avif', entry: 'lazy-image best' },
  { work: 'JPEG of 12 MP → 3 AVIFs, `effort=fast`', row: 'sizes-avif', entry: 'lazy-image fast' },
  { work: 'JPEG of 12 MP → 3 AVIFs, `effort=draft`', row: 'sizes-avif', entry: 'lazy-image draft' },
  { work: 'JPEG of 12 MP → a JPEG of 200 px', row: 'thumbnail-jpeg', brief: true },
  { work: 'PNG → PNG, photographs', row: 'png-photographs', brief: true },
  { work: 'PNG → PNG, drawings', row: 'png-graphics', brief: true },
  { work: 'GIF → GIF, a photograph', row: 'animation-photograph-gif', brief: true },
  { work: 'GIF → GIF, a drawing', row: 'animation-drawing-gif', brief: true },
  { work: 'GIF → WebP, a photograph', row: 'animation-photograph-webp' },
  { work: 'GIF → WebP, a drawing', row: 'animation-drawing-webp' },
  { work: 'JPEG of 12 MP, decoded', row: 'decode-jpeg', only: ['CPU'] },
  { work: 'WebP of 12 MP, decoded', row: 'decode-webp', only: ['CPU'] },
  { work: 'AVIF of 12 MP, decoded', row: 'decode-avif', only: ['CPU'] },
  { work: 'JPEG of 1200 px, encoded', row: 'encode-jpeg' },
  { work: 'PNG of 1200 px, encoded', row: 'encode-png', only: ['CPU', 'bytes'] },
  { work: '100 files of 12 MP in one call, 512 MB budget', row: 'batch-100', only: ['CPU', 'peak'], brief: true },
  { work: '100 files of 24 MP in one call', row: 'memory-batch-24', only: ['CPU', 'peak'], brief: true },
  { work: 'JPEG of 48 MP, all decoded → 3 WebPs', row: 'memory-single-48', only: ['CPU', 'peak'] },
]

/** What is told of a row of the engine where nothing else is said. */
const TOLD = ['CPU', 'bytes', 'SSIMULACRA2']

const COSTS = { wall: 'wallSeconds', CPU: 'cpuSeconds', peak: 'peakBytes' }

const KINDS = {
  wall: { print: seconds, name: '', of: 'time' },
  CPU: { print: seconds, name: ' CPU', of: 'CPU' },
  peak: { print: megabytes, name: ' peak', of: 'memory' },
  bytes: { print: bytes, name: '', of: 'bytes' },
  SSIMULACRA2: { print: value => value.toFixed(2), name: ' SSIMULACRA2', moreIsBetter: true },
}

/**
 * What was measured of us beside whoever leads at it: vite-imagetools where a bundler builds, sharp for the engine alone.
 *
 * @typedef {object} Figure
 * @property {string} work
 * @property {string} peer
 * @property {keyof typeof KINDS} kind
 * @property {number} ours in seconds, bytes or points.
 * @property {number} theirs
 * @property {boolean} isBetter whether ours is no worse.
 * @property {boolean} isBrief whether it stands where there is little room.
 *
 * @param {{ gallery?: object, warm?: object, engine?: object }} results of the suites; of one that is absent there are no figures.
 * @returns {Figure[]}
 */
export function comparisonFigures({ gallery, warm, engine }) {
  return [
    ...(gallery === undefined ? [] : gallery.galleries.flatMap(ofGallery)),
    ...(warm === undefined ? [] : warm.projects.flatMap(ofWarm)),
    ...(engine === undefined ? [] : ofEngine(engine)),
  ]
}

/** How a figure is told of one side. */
export function printFigure({ kind }, value) {
  return KINDS[kind].print(value) + KINDS[kind].name
}

/**
 * And how ours stands to theirs.
 *
 * @returns {{ amount: string, words: string }} such as 5.86× and “less time”.
 */
export function relation({ kind, ours, theirs }) {
  const { of } = KINDS[kind]
  if (kind === 'SSIMULACRA2') return { amount: difference(ours - theirs, 2), words: 'SSIMULACRA2' }
  if (kind === 'bytes') return { amount: (ours / theirs).toFixed(3), words: 'of the bytes' }
  return ours <= theirs
    ? { amount: times(theirs / ours), words: `less ${of}` }
    : { amount: times(ours / theirs), words: `the ${of}` }
}

function ofGallery({ title, photos, widths, formats, sides }, index) {
  const [ours, theirs] = [OURS, BUNDLER_PEER].map(side => galleryFigures(sides[side], formats))
  // The first one stands for both.
  const of = (work, kind, pick) => figure(work, BUNDLER_PEER, kind, [ours, theirs].map(pick), index === 0)
  const gallery = `${photos.length} ${title}`
  const outputs = photos.length * widths.length * formats.length
  return [
    ...['cold', 'warm'].flatMap(state =>
      Object.entries(COSTS).map(([kind, key]) =>
        of(`Vite build, ${state}: ${gallery} → ${outputs} outputs`, kind, side => side[state][key]),
      ),
    ),
    of(`${gallery} → all ${outputs} outputs`, 'bytes', side => side.formats.all.bytes),
    ...formats.flatMap(format => [
      of(`${gallery} → ${format}`, 'bytes', side => side.formats[format].bytes),
      of(`${gallery} → ${format}`, 'SSIMULACRA2', side => side.formats[format].ssimulacra2.mean),
    ]),
  ]
}

function ofWarm(project) {
  const { ours, theirs } = warmFigures(project)
  const work = `Vite build, ${project.outputs} outputs, all of them cached`
  return Object.entries(COSTS).map(([kind, key]) => figure(work, BUNDLER_PEER, kind, [ours[key], theirs[key]], false))
}

function ofEngine({ suites }) {
  const rows = new Map(suites.flatMap(suite => suite.rows).map(row => [row.id, row]))
  return ENGINE_WORKS.filter(({ row }) => rows.has(row)).flatMap(
    ({ work, row: id, entry = OURS, only = TOLD, brief = false }) => {
      const row = rows.get(id)
      const sides = [entry, ENGINE_PEER].map(name => entryFigures(row, row.results[name]))
      const pick = {
        CPU: side => side.cpuSeconds,
        peak: side => side.peakBytes,
        bytes: side => side.bytes,
        SSIMULACRA2: side => side.ssimulacra2?.mean,
      }
      return only
        .map(kind => [kind, sides.map(pick[kind])])
        .filter(([, values]) => values.every(value => value !== undefined))
        .map(([kind, values]) => figure(work, ENGINE_PEER, kind, values, brief))
    },
  )
}

function figure(work, peer, kind, [ours, theirs], isBrief) {
  const isBetter = KINDS[kind].moreIsBetter ? ours >= theirs : ours <= theirs
  return { work, peer, kind, ours, theirs, isBetter, isBrief }
}
