import { comparisonFigures, printFigure, relation } from './comparison.mjs'
import { growthFigures } from './growth-report.mjs'
import { megabytes, seconds, table, times } from './markdown.mjs'
import { memoryFigures } from './memory-report.mjs'

/**
 * Ours beside the leader's: where ours are better, where they are worse, and what ours alone were measured at.
 *
 * @param {{ gallery?: object, warm?: object, engine?: object, growth?: object, memory?: object }} results of the suites.
 */
export function comparisonReport({ growth, memory, ...compared }) {
  const figures = comparisonFigures(compared)
  return sections(figures, aloneLines({ growth, memory }))
}

/** The same where there is little room: not all that is better, but all that is worse. */
export function summaryReport({ growth, memory, ...compared }) {
  const figures = comparisonFigures(compared).filter(({ isBetter, isBrief }) => isBrief || !isBetter)
  return sections(figures, aloneLines({ growth, memory }))
}

function sections(figures, alone) {
  return [
    section(
      'Better',
      figures.filter(({ isBetter }) => isBetter),
    ),
    section(
      'Worse',
      figures.filter(({ isBetter }) => !isBetter),
    ),
    alone.length === 0 ? '' : `**On its own**\n\n${table(['work', 'measured'], alone)}`,
  ]
    .filter(Boolean)
    .join('\n\n')
}

/** A line for each work: all that is better of it, or all that is worse. */
function section(title, figures) {
  if (figures.length === 0) return ''
  const lines = byWork(figures).map(group => [
    group[0].work,
    group.map(figure => printFigure(figure, figure.ours)).join(', '),
    group.map(figure => printFigure(figure, figure.theirs)).join(', '),
    `${group.map(figure => `${relation(figure).amount} ${relation(figure).words}`).join(', ')}`,
    group[0].peer,
  ])
  return `**${title}**\n\n${table(['work', 'lazy-image', 'theirs', '', 'who'], lines)}`
}

/** Neighbours of one work together. */
function byWork(figures) {
  const groups = []
  for (const figure of figures) {
    if (groups.at(-1)?.[0].work === figure.work) groups.at(-1).push(figure)
    else groups.push([figure])
  }
  return groups
}

function aloneLines({ growth, memory }) {
  return [...(memory === undefined ? [] : limitLines(memory)), ...(growth === undefined ? [] : growthLines(growth))]
}

function limitLines(memory) {
  const { pictures, megapixels } = memory
  const size = `${Math.min(...megapixels)} to ${Math.max(...megapixels)} MP`
  return memoryFigures(memory)
    .filter(({ side, bytes, cost }) => side === 'lazy-image' && bytes !== undefined && cost !== undefined)
    .map(({ title, kills, cost, share }) => [
      `Vite build of ${pictures} photographs of ${size}, ${title}`,
      `${kills === 0 ? 'no kill' : `${kills} kills`}, peak ${megabytes(cost.peakBytes)}, ${times(share)} the CPU of no limit`,
    ])
}

function growthLines(growth) {
  return growthFigures(growth)
    .filter(({ each }) => each !== undefined)
    .map(({ count, cost, each }) => [
      `${count} small pictures`,
      `${seconds(each)} of CPU for each, peak ${megabytes(cost.peakBytes)}`,
    ])
}
