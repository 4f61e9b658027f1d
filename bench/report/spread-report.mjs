import { difference, table } from './markdown.mjs'

/** What no picture may exceed: points of SSIMULACRA2 below, and bytes as a share of the other's. */
const MOST_BELOW = 2
const MOST_BYTES = 1.15

/** For each group of pictures, how ours stand to sharp's of the same number. */
export function spreadReport({ numbers, groups }) {
  const sections = groups.map(({ title, widths, pictures, outputs }) => {
    const heading = `**${pictures.length} ${title}; ${widths.join('/')} px wide**`
    const rows = Object.entries(numbers).flatMap(([format, list]) =>
      list.map(quality =>
        row(
          `${format} ${quality}`,
          outputs.filter(output => output.format === format && output.quality === quality),
        ),
      ),
    )
    return `${heading}\n\n${table(HEADERS, rows)}`
  })
  return [EXPLANATION, ...sections].join('\n\n')
}

const EXPLANATION =
  'Ours at a number against sharp’s at the same number, an output of each picture at each width. SSIMULACRA2: ours less sharp’s. ' +
  `Bytes: ours by sharp’s. Percentiles over the outputs; the last columns count the outputs that are more than ${MOST_BELOW} points ` +
  `below, and those that are more than ${Math.round((MOST_BYTES - 1) * 100)} % larger.`

const HEADERS = [
  '',
  'SSIMULACRA2, mean',
  '5th',
  '95th',
  'bytes, mean',
  '5th',
  '95th',
  'butteraugli, mean',
  `> ${MOST_BELOW} below`,
  '> 15 % larger',
]

function row(name, outputs) {
  const { gains, ratios, butteraugli, below, larger } = spread(outputs)
  const signed = value => difference(value, 2)
  const counted = count => `${count} of ${outputs.length}`
  return [
    name,
    ...[gains.mean, gains.low, gains.high].map(signed),
    ...[ratios.mean, ratios.low, ratios.high].map(value => value.toFixed(3)),
    difference(butteraugli, 3),
    counted(below),
    counted(larger),
  ]
}

/**
 * @param {readonly { ours: object, theirs: object }[]} outputs
 * @returns means, 5th and 95th percentiles of the gain in SSIMULACRA2 and of the ratio of bytes (a geometric mean), the
 * mean gain in butteraugli, and how many outputs exceed what no picture may.
 */
export function spread(outputs) {
  const gains = outputs.map(({ ours, theirs }) => ours.ssimulacra2 - theirs.ssimulacra2)
  const ratios = outputs.map(({ ours, theirs }) => ours.bytes / theirs.bytes)
  const mean = list => list.reduce((sum, value) => sum + value, 0) / list.length
  const ends = list => ({ low: percentile(list, 0.05), high: percentile(list, 0.95) })
  return {
    gains: { mean: mean(gains), ...ends(gains) },
    ratios: { mean: Math.exp(mean(ratios.map(Math.log))), ...ends(ratios) },
    butteraugli: mean(outputs.map(({ ours, theirs }) => ours.butteraugli - theirs.butteraugli)),
    below: gains.filter(gain => gain < -MOST_BELOW).length,
    larger: ratios.filter(ratio => ratio > MOST_BYTES).length,
  }
}

/** Between two neighbours the straight line. */
export function percentile(numbers, share) {
  const sorted = numbers.toSorted((a, b) => a - b)
  const at = share * (sorted.length - 1)
  const [low, high] = [sorted[Math.floor(at)], sorted[Math.ceil(at)]]
  return low + (at - Math.floor(at)) * (high - low)
}
