import { medianCost } from '../statistics.mjs'
import { megabytes, seconds, table } from './markdown.mjs'

/** A row for each number of pictures. */
export function growthReport(growth) {
  const rows = growthFigures(growth).map(({ count, cost, each }) => [
    String(count),
    seconds(cost.cpuSeconds),
    each === undefined ? '–' : `${(each * 1000).toFixed(2)} ms`,
    seconds(cost.wallSeconds),
    megabytes(cost.peakBytes),
  ])
  const title = '**Cold builds of small PNGs, 64 px wide, each as WebP at two widths, with a disk cache**'
  return `${title}\n\n${table(['pictures', 'CPU', 'CPU of each beyond the fewest', 'wall', 'peak'], rows)}`
}

/**
 * Medians at every count.
 *
 * @returns {{ count: number, cost: import('../measure.mjs').Cost, each?: number }[]} `each`: processor seconds of one
 * picture beyond the fewest, which pay for the process; undefined for these.
 */
export function growthFigures({ counts, runs }) {
  const figures = counts.map(count => ({ count, cost: medianCost(runs[count]) }))
  const [fewest, ...more] = figures
  const each = ({ count, cost }) => (cost.cpuSeconds - fewest.cost.cpuSeconds) / (count - fewest.count)
  return [fewest, ...more.map(figure => ({ ...figure, each: each(figure) }))]
}
