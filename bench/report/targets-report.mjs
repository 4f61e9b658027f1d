import { sum } from '../statistics.mjs'
import { compare, entryFigures } from './engine-figures.mjs'
import { figures } from './gallery-report.mjs'
import { growthFigures } from './growth-report.mjs'
import { aheadCounts } from './ladder-report.mjs'
import { difference, megabytes, table, times } from './markdown.mjs'
import { memoryFigures } from './memory-report.mjs'
import { spread } from './spread-report.mjs'
import {
  ENGINE_TARGETS,
  GALLERY_TARGETS,
  GROWTH_TARGET,
  LIMITED_TARGET,
  MEMORY_TARGETS,
  SPREAD_TARGET,
} from './targets.mjs'

const PEER = 'sharp'
const OURS = 'lazy-image'

/**
 * Every target with what was measured, and whether it is met. A suite that was not measured has no lines.
 *
 * @param {{ engine?: object, gallery?: object, ladder?: object, spread?: object, growth?: object, memory?: object }} results
 */
export function targetsReport({ engine, gallery, ladder, spread, growth, memory }) {
  const lines = [
    ...(gallery === undefined ? [] : allGalleryLines(gallery.galleries)),
    ...(ladder === undefined ? [] : ladderLines(ladder)),
    ...(spread === undefined ? [] : spreadLines(spread)),
    ...(engine === undefined ? [] : engineLines(engine)),
    ...(growth === undefined ? [] : [growthLine(growth)]),
    ...(memory === undefined ? [] : limitedLines(memory)),
  ]
  return table(['work', 'target', 'measured', 'met'], lines)
}

function engineLines({ suites }) {
  const rows = new Map(suites.flatMap(suite => suite.rows).map(row => [row.id, row]))
  const measured = targets => targets.filter(({ row }) => rows.has(row))
  return [
    ...measured(ENGINE_TARGETS).map(target => engineLine(target, rows.get(target.row))),
    ...measured(MEMORY_TARGETS).map(target => memoryLine(target, rows.get(target.row))),
  ]
}

function engineLine({ work, entry = OURS, cpu, bytes, butteraugli }, row) {
  const [ours, theirs] = [entry, PEER].map(id => entryFigures(row, row.results[id]))
  const found = compare(ours, theirs)
  if (found === undefined) return [work, '', ours.error ?? theirs.error, 'no']
  return line(work, [
    cpu !== undefined && bound(`≥ ${cpu}× CPU`, `${times(found.cpu)} CPU`, found.cpu >= cpu),
    bytes !== undefined &&
      bound(`≤ ${bytes.toFixed(2)} bytes`, `${found.bytes.toFixed(3)} bytes`, found.bytes <= bytes),
    found.ssimulacra2 !== undefined &&
      bound('SSIMULACRA2 ≥ sharp’s', `SSIMULACRA2 ${difference(found.ssimulacra2, 2)}`, found.ssimulacra2 >= 0),
    butteraugli !== undefined &&
      bound(
        'butteraugli ≤ sharp’s',
        `butteraugli ${difference(found.butteraugli, 3)}`,
        found.butteraugli <= butteraugli,
      ),
  ])
}

function memoryLine({ work, mostBytes, shareOfPeer, mostBytesAtWork }, row) {
  const [ours, theirs] = [OURS, PEER].map(id => entryFigures(row, row.results[id]))
  if (ours.error !== undefined) return [work, 'completes', ours.error, 'no']
  const { peakBytes, atWorkBytes } = ours
  return line(work, [
    mostBytes !== undefined &&
      bound(`peak < ${megabytes(mostBytes)}`, `peak ${megabytes(peakBytes)}`, peakBytes < mostBytes),
    shareOfPeer !== undefined &&
      bound(
        `peak < ${shareOfPeer.toFixed(2)} of sharp’s`,
        `peak ${megabytes(peakBytes)}, ${(peakBytes / theirs.peakBytes).toFixed(2)} of sharp’s`,
        peakBytes < theirs.peakBytes * shareOfPeer,
      ),
    mostBytesAtWork !== undefined &&
      bound(
        `peak above rest ≤ ${megabytes(mostBytesAtWork)}`,
        `peak above rest ${megabytes(atWorkBytes)}`,
        atWorkBytes <= mostBytesAtWork,
      ),
  ])
}

/** The lines of each gallery, and those of all as one. */
function allGalleryLines(galleries) {
  const titled = galleries.map(gallery => ({ ...gallery, title: `${gallery.photos.length} ${gallery.title}` }))
  return [...titled, ...(titled.length > 1 ? [asOne(titled)] : [])].flatMap(galleryLines)
}

/** Galleries that were built one after another, round by round. */
function asOne(galleries) {
  const [{ sides, widths, formats }] = galleries
  const photos = galleries.flatMap(gallery => gallery.photos)
  const joined = Object.keys(sides).map(name => {
    const parts = galleries.map(gallery => gallery.sides[name])
    const outputs = parts.flatMap(part => part.outputs)
    return [
      name,
      { cold: addRounds(parts.map(part => part.cold)), warm: addRounds(parts.map(part => part.warm)), outputs },
    ]
  })
  return { title: `all ${photos.length} photographs`, photos, widths, formats, sides: Object.fromEntries(joined) }
}

/** What the same round of several took: of times the sum, of peaks the highest. */
function addRounds(costs) {
  return costs[0].map((_, round) => {
    const of = key => costs.map(rounds => rounds[round][key])
    const [wallSeconds, cpuSeconds] = ['wallSeconds', 'cpuSeconds'].map(key => sum(of(key)))
    return { wallSeconds, cpuSeconds, peakBytes: Math.max(...of('peakBytes')) }
  })
}

/** A line for each of our builds that took part. */
function galleryLines({ title, sides, formats, widths }) {
  const theirs = figures(sides['vite-imagetools'], formats)
  return GALLERY_TARGETS.flatMap(target => {
    const name = Object.keys(sides).find(side => target.side.test(side))
    return name === undefined ? [] : [galleryLine(target, name, figures(sides[name], formats), theirs)]
  })

  function galleryLine(target, name, ours, theirs) {
    const which = name === OURS ? '' : `, ${name.replace(`${OURS}, `, '')}`
    const work = `gallery: ${title} × ${widths.length} widths × ${formats.join(';')}${which}`
    const cpu = theirs.cold.cpuSeconds / ours.cold.cpuSeconds
    const memory = ours.cold.peakBytes / theirs.cold.peakBytes
    const share = format => ours.formats[format].bytes / theirs.formats[format].bytes
    const all = share('all')
    const gain = (format, metric) => ours.formats[format][metric].mean - theirs.formats[format][metric].mean
    const [ssimulacra2, butteraugli] = ['ssimulacra2', 'butteraugli'].map(metric =>
      formats.map(format => gain(format, metric)),
    )
    const list = (values, print) => values.map(print).join('/')
    return line(work, [
      bound(`≥ ${target.cpu}× CPU`, `${times(cpu)} CPU`, cpu >= target.cpu),
      bound(`≤ ${target.bytes.toFixed(2)} bytes`, `${all.toFixed(3)} bytes`, all <= target.bytes),
      bound(
        `≤ ${target.formatBytes} of each format`,
        list(formats.map(share), value => value.toFixed(3)),
        formats.every(format => share(format) <= target.formatBytes),
      ),
      bound(
        'SSIMULACRA2 ≥ theirs',
        list(ssimulacra2, value => difference(value, 2)),
        ssimulacra2.every(value => value >= 0),
      ),
      bound(
        'butteraugli ≤ theirs',
        list(butteraugli, value => difference(value, 3)),
        butteraugli.every(value => value <= 0),
      ),
      bound(`peak ≤ ${target.memory}`, `peak ${memory.toFixed(2)}`, memory <= target.memory),
    ])
  }
}

function ladderLines(ladder) {
  return aheadCounts(ladder).map(({ line: name, ahead, points }) =>
    line(`AVIF ladder: ${name}`, [
      bound('every point left of and below sharp’s line', `${ahead} of ${points} points`, ahead === points),
    ]),
  )
}

/** A line for each format, over all numbers. */
function spreadLines({ numbers, groups }) {
  const group = groups.find(({ id }) => id === SPREAD_TARGET.group)
  return Object.keys(numbers).map(format => {
    const outputs = group.outputs.filter(output => output.format === format)
    const { gains, ratios, below, larger } = spread(outputs)
    const range = ({ low, high }, print) => `${print(low)} to ${print(high)}`
    const signed = value => difference(value, 2)
    const fixed = value => value.toFixed(3)
    return line(
      `${format} at equal numbers (${numbers[format].join(', ')}), ${group.pictures.length} held-out photographs`,
      [
        bound(
          'SSIMULACRA2 ≥ sharp’s',
          `${signed(gains.mean)} (5–95 %: ${range(gains, signed)})`,
          gains.mean >= SPREAD_TARGET.ssimulacra2,
        ),
        bound('bytes ≤ sharp’s', `${fixed(ratios.mean)} (${range(ratios, fixed)})`, ratios.mean <= SPREAD_TARGET.bytes),
        bound(
          'none > 2 below or > 15 % larger',
          `${below} below, ${larger} larger of ${outputs.length}`,
          below + larger <= SPREAD_TARGET.outliers,
        ),
      ],
    )
  })
}

/** A line for each limit. */
function limitedLines(memory) {
  const { pictures, megapixels } = memory
  const size = `${Math.min(...megapixels)} to ${Math.max(...megapixels)} MP`
  const limited = memoryFigures(memory).filter(({ side, bytes }) => side === LIMITED_TARGET.side && bytes !== undefined)
  return limited.map(({ title, bytes, kills, cost, share }) =>
    line(`Vite build of ${pictures} photographs of ${size}, ${title}`, [
      bound('no kill', kills === 0 ? 'no kill' : `${kills} kills`, kills === 0),
      cost !== undefined &&
        bound(
          `peak < ${megabytes(bytes)}`,
          `peak ${megabytes(cost.peakBytes)}, ${times(share)} CPU of no limit`,
          cost.peakBytes < bytes,
        ),
    ]),
  )
}

function growthLine(growth) {
  const { from, to, each, peak } = GROWTH_TARGET
  const at = wanted => growthFigures(growth).find(({ count }) => count === wanted)
  const [few, many] = [from, to].map(at)
  const work = `${from} → ${to} small pictures`
  if (few === undefined || many === undefined) return [work, '', 'not measured', 'no']
  const [time, memory] = [many.each / few.each, many.cost.peakBytes / few.cost.peakBytes]
  return line(work, [
    bound(`CPU of each ≤ ${each}×`, times(time), time <= each),
    bound(
      `peak ≤ ${peak}×`,
      `peak ${times(memory)} (${megabytes(few.cost.peakBytes)} → ${megabytes(many.cost.peakBytes)})`,
      memory <= peak,
    ),
  ])
}

function bound(wanted, measured, met) {
  return { wanted, measured: met ? measured : `**${measured}**`, met }
}

function line(work, bounds) {
  const all = bounds.filter(Boolean)
  const list = key => all.map(item => item[key]).join(', ')
  return [work, list('wanted'), list('measured'), all.every(({ met }) => met) ? 'yes' : 'no']
}
