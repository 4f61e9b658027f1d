import { summarizeScores } from '../score.mjs'
import { medianCost, sum } from '../statistics.mjs'
import { bytes, difference, megabytes, seconds, table, times } from './markdown.mjs'

const THEIRS = 'vite-imagetools'

/** A table for each gallery: ours, theirs, and how ours stand to theirs. */
export function galleryReport({ galleries }) {
  return galleries.map(gallery => `${heading(gallery)}\n\n${galleryTable(gallery)}`).join('\n\n')
}

function heading({ title, photos, widths, formats, sides }) {
  const outputs = photos.length * widths.length * formats.length
  const unsteady = Object.keys(sides).filter(side => !sides[side].sameBytes)
  const note = unsteady.length === 0 ? '' : ` Not every build of ${unsteady.join(' and ')} wrote the same bytes.`
  return `**${photos.length} ${title}, ${widths.join('/')} px wide as ${formats.join(', ')}: ${outputs} outputs.**${note}`
}

function galleryTable(gallery) {
  const names = Object.keys(gallery.sides).filter(name => name !== THEIRS)
  const theirs = figures(gallery.sides[THEIRS], gallery.formats)
  const ours = names.map(name => figures(gallery.sides[name], gallery.formats))
  const row = (name, pick, print, compare) => [
    name,
    ...ours.map(side => print(pick(side))),
    print(pick(theirs)),
    ...ours.map(side => compare(pick(side), pick(theirs))),
  ]
  const less = (our, their) => `${times(their / our)} less`
  const share = (our, their) => `${(our / their).toFixed(3)} of theirs`
  const costs = ['cold', 'warm'].flatMap(state => [
    row(`${state} build, wall`, side => side[state].wallSeconds, seconds, less),
    row(`${state} build, CPU`, side => side[state].cpuSeconds, seconds, less),
    row(`${state} build, peak memory`, side => side[state].peakBytes, megabytes, less),
  ])
  const sizes = [...gallery.formats, 'all'].map(format =>
    row(`bytes, ${format}`, side => side.formats[format].bytes, bytes, share),
  )
  const quality = gallery.formats.flatMap(format => {
    const of = side => side.formats[format]
    return [
      row(`SSIMULACRA2, ${format}, mean`, side => of(side).ssimulacra2.mean, fixed(2), minus(2)),
      row(`SSIMULACRA2, ${format}, least`, side => of(side).ssimulacra2.min, fixed(2), minus(2)),
      row(`butteraugli, ${format}, mean (0 is best)`, side => of(side).butteraugli.mean, fixed(3), minus(3)),
    ]
  })
  const place = [
    row('displacement, most, px', side => side.formats.all.displacement.max, fixed(2), minus(2)),
    ...gallery.formats.flatMap(format => {
      const of = side => side.formats[format].ssimulacra2Unmoved
      return [
        row(`SSIMULACRA2 unmoved, ${format}, mean`, side => of(side).mean, fixed(2), minus(2)),
        row(`SSIMULACRA2 unmoved, ${format}, least`, side => of(side).min, fixed(2), minus(2)),
      ]
    }),
  ]
  return table(
    ['', ...names, THEIRS, ...names.map(name => (names.length > 1 ? name : ''))],
    [...costs, ...sizes, ...quality, ...place],
  )
}

/** Medians, sums and means of one side of a gallery. */
export function figures({ cold, warm, outputs }, formats) {
  const byFormat = formats.map(format => [format, outputs.filter(output => output.format === format)])
  return {
    cold: medianCost(cold),
    warm: medianCost(warm),
    formats: Object.fromEntries(
      [...byFormat, ['all', outputs]].map(([format, list]) => [
        format,
        { bytes: sum(list.map(output => output.bytes)), ...summarizeScores(list) },
      ]),
    ),
  }
}

function fixed(digits) {
  return value => value.toFixed(digits)
}

function minus(digits) {
  return (our, their) => difference(our - their, digits)
}
