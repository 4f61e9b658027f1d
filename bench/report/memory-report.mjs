import { medianCost } from '../statistics.mjs'
import { megabytes, seconds, table, times } from './markdown.mjs'

/** A row for each limit and each side. */
export function memoryReport(memory) {
  const { pictures, megapixels, widths, formats } = memory
  const [least, most] = [Math.min(...megapixels), Math.max(...megapixels)]
  const rows = memoryFigures(memory).map(({ side, title, kills, cost, share }) => [
    `${side}, ${title}`,
    kills === 0 ? 'no' : `killed (${kills})`,
    ...(cost === undefined
      ? ['–', '–', '–', '–']
      : [
          megabytes(cost.peakBytes),
          seconds(cost.cpuSeconds),
          seconds(cost.wallSeconds),
          share === undefined ? '–' : times(share),
        ]),
  ])
  const title = `**Cold builds by Vite of ${pictures} photographs of ${least} to ${most} MP, each at ${widths.length} widths × ${formats.join(';')}, in control groups**`
  return `${title}\n\n${table(['memory', 'killed', 'peak', 'CPU', 'wall', 'CPU against no limit'], rows)}`
}

/**
 * Medians of every side within every limit; no cost where a build was killed.
 *
 * @returns {{ side: string, id: string, title: string, bytes?: number, kills: number, cost?: import('../measure.mjs').Cost,
 *   share?: number }[]} `share`: CPU, of what it takes without a limit.
 */
export function memoryFigures({ limits, runs }) {
  return Object.entries(runs).flatMap(([side, ofLimits]) => {
    const figures = limits.map(limit => {
      const kills = ofLimits[limit.id].reduce((sum, run) => sum + run.kills, 0)
      const costs = ofLimits[limit.id].flatMap(({ cost }) => cost ?? [])
      return { side, ...limit, kills, ...(costs.length === 0 ? {} : { cost: medianCost(costs) }) }
    })
    const free = figures.find(({ bytes }) => bytes === undefined)?.cost
    return figures.map(figure => {
      if (figure.bytes === undefined || figure.cost === undefined || free === undefined) return figure
      return { ...figure, share: figure.cost.cpuSeconds / free.cpuSeconds }
    })
  })
}
