import { compare, entryFigures } from './engine-figures.mjs'
import { bytesAtEqualQuality } from './equal-quality.mjs'
import { bytes, megabytes, seconds, table, times } from './markdown.mjs'

const PEER = 'sharp'
/** Rounds that differ by more than this make no figure to rely on; it is marked. */
const MOST_SPREAD = 0.2
const COST_COLUMNS = ['', 'CPU', 'speed, sharp = 1', 'wall', 'peak']
const OUTPUT_COLUMNS = ['bytes', 'sharp = 1', 'SSIMULACRA2', 'least', 'butteraugli']

/**
 * A table for each suite: CPU and wall per file, peak memory of the process, bytes and quality of the outputs. Speed is
 * by CPU; `~` marks rounds that differ.
 */
export function engineReport({ suites }) {
  return suites
    .map(suite => {
      const body = suite.isUntimed ? equalQualityTable(suite) : suiteTable(suite)
      return `**${suite.title}**${sinceWhen(suite)}\n\n${body}${failures(suite)}`
    })
    .join('\n\n')
}

function sinceWhen({ earlier }) {
  return earlier === undefined ? '' : ` (measured on ${earlier.date.slice(0, 10)}, of ${earlier.commit})`
}

function suiteTable({ rows }) {
  const figures = rows.map(row => ({ row, entries: entriesOf(row) }))
  const judged = figures.some(({ entries }) => entries.some(([, entry]) => entry.bytes !== undefined))
  const cells = figures.flatMap(({ row, entries }) => {
    const peer = entries.find(([id]) => id === PEER)[1]
    return entries.map(([id, entry]) => entryCells(`${row.title}, ${id}`, entry, peer, judged))
  })
  return table(judged ? [...COST_COLUMNS, ...OUTPUT_COLUMNS] : COST_COLUMNS, cells)
}

function equalQualityTable({ rows }) {
  const cells = rows.flatMap(row => {
    const peers = row.results[PEER].outputs
    return Object.entries(row.results)
      .filter(([id]) => id !== PEER)
      .map(([id, { outputs = [] }]) => {
        const share = bytesAtEqualQuality(outputs, peers)
        const print = key => (share === undefined ? '–' : share[key].toFixed(3))
        const pictures = `${share?.pictures ?? 0} of ${peers.length}`
        return [`${row.title}, ${id}`, print('mean'), print('least'), print('most'), pictures]
      })
  })
  return table(['', 'bytes, sharp = 1', 'least', 'most', 'pictures on the curve'], cells)
}

function entriesOf(row) {
  return Object.entries(row.results).map(([id, result]) => [id, entryFigures(row, result)])
}

function entryCells(name, entry, peer, judged) {
  if (entry.error !== undefined) return [name, 'fails', ...Array(judged ? 8 : 3).fill('–')]
  const { cpuSeconds, wallSeconds, peakBytes, ssimulacra2, butteraugli } = entry
  const comparison = compare(entry, peer)
  const about = (...entries) => (entries.some(({ cpuSpread }) => cpuSpread > MOST_SPREAD) ? '~' : '')
  const ratio = (value, print) => (value === undefined ? '–' : print(value))
  const cost = [
    about(entry) + seconds(cpuSeconds),
    ratio(comparison?.cpu, value => about(entry, peer) + times(value)),
    seconds(wallSeconds),
    megabytes(peakBytes),
  ]
  if (!judged) return [name, ...cost]
  return [
    name,
    ...cost,
    bytes(entry.bytes),
    ratio(comparison?.bytes, value => value.toFixed(3)),
    ...(ssimulacra2 === undefined
      ? ['–', '–', '–']
      : [ssimulacra2.mean.toFixed(2), ssimulacra2.min.toFixed(2), butteraugli.mean.toFixed(3)]),
  ]
}

function failures({ rows }) {
  const lines = rows.flatMap(row =>
    Object.entries(row.results)
      .filter(([, { error }]) => error !== undefined)
      .map(([id, { error }]) => `- ${row.title}, ${id}: ${error.split('\n', 1)[0]}`),
  )
  return lines.length === 0 ? '' : `\n\n${lines.join('\n')}`
}
