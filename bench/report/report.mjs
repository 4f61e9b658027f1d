import { earlierResult, readResult } from '../results.mjs'
import { circumstances, dates } from './circumstances.mjs'
import { comparisonReport, summaryReport } from './comparison-report.mjs'
import { engineReport } from './engine-report.mjs'
import { galleryReport } from './gallery-report.mjs'
import { growthReport } from './growth-report.mjs'
import { ladderPlot } from './ladder-plot.mjs'
import { ladderReport } from './ladder-report.mjs'
import { memoryReport } from './memory-report.mjs'
import { spreadReport } from './spread-report.mjs'
import { targetsReport } from './targets-report.mjs'
import { warmReport } from './warm-report.mjs'

const WRITERS = {
  gallery: folder => withCircumstances(readResult('gallery', folder), galleryReport),
  engine: folder => withCircumstances(readResult('engine', folder), engineReport),
  ladder: folder => withCircumstances(readResult('ladder', folder), ladderReport),
  spread: folder => withCircumstances(readResult('spread', folder), spreadReport),
  growth: folder => withCircumstances(readResult('growth', folder), growthReport),
  warm: folder => withCircumstances(readResult('warm', folder), warmReport),
  memory: folder => withCircumstances(readResult('memory', folder), memoryReport),
  targets: folder => ofSeveral(TARGET_SUITES, targetsReport, folder),
  comparison: folder => ofSeveral(COMPARED_SUITES, comparisonReport, folder),
  summary: folder => ofSeveral(COMPARED_SUITES, summaryReport, folder),
}

/** What is measured, in the order of the targets. */
const TARGET_SUITES = ['gallery', 'ladder', 'spread', 'engine', 'growth', 'memory']

const COMPARED_SUITES = ['gallery', 'warm', 'engine', 'growth', 'memory']

const PLOTTERS = { ladder: folder => ladderPlot(readResult('ladder', folder)) }

/** Names of the plots that can be drawn from results. */
export const PLOTS = Object.keys(PLOTTERS)

/** Names of the reports that can be written from results. */
export const REPORTS = Object.keys(WRITERS)

/**
 * A report in Markdown, or undefined where the results that it needs have not been measured.
 *
 * @param {string} [folder] of the results; by default the committed ones.
 */
export function report(name, folder) {
  if (!Object.hasOwn(WRITERS, name)) throw new Error(`There is no report ${name}; there are ${REPORTS.join(', ')}`)
  return ifMeasured(() => WRITERS[name](folder))
}

/** A plot as an SVG, likewise. */
export function plot(name, folder) {
  return ifMeasured(() => PLOTTERS[name](folder))
}

function ifMeasured(write) {
  try {
    return write()
  } catch (error) {
    if (error.code === 'ENOENT') return undefined
    throw error
  }
}

/** A report over whichever suites have been measured. */
function ofSeveral(suites, write, folder) {
  const measured = suites.map(suite => [suite, earlierResult(suite, folder)]).filter(([, result]) => result)
  if (measured.length === 0) return undefined
  return `${dates(measured)}\n\n${write(Object.fromEntries(measured))}`
}

function withCircumstances(result, write) {
  return `${circumstances(result)}\n\n${write(result)}`
}
