import { basename } from 'node:path'
import type { Logger } from '../logger.js'
import type { BatchReport } from '../options/batch-report.js'
import { type EngineWork, NO_WORK } from './engine-work.js'
import type { LedgerListener } from './ledger.js'
import type { OutputEvent } from './output-event.js'
import { reportBatch } from './report-batch.js'
import { summarize } from './summary.js'

/** Without another picture for so long, a page has what it asks for. */
const QUIET_MS = 400

/** What goes on for longer is told now and then. */
const LONGEST_MS = 5000

/** Pictures that a line names. */
const NAMED = 3

/** Tells in one line what a page has asked for, picture by picture, and which pictures they are. */
export function listenForBursts(logger: Logger): LedgerListener {
  let events: OutputEvent[] = []
  let work: EngineWork = NO_WORK
  let began = 0
  let ended = 0
  let timer: NodeJS.Timeout | undefined
  const tell = () => {
    clearTimeout(timer)
    timer = undefined
    const report = reportBatch(events, work, ended - began)
    logger.info(summarize(report, namesOf(events)))
    events = []
    work = NO_WORK
  }
  return {
    output: event => {
      events.push(event)
    },
    batch: ({ decodes, resizes, encodes, durationMs }: BatchReport) => {
      ended = performance.now()
      if (timer === undefined) began = ended - durationMs
      work = {
        decodes: work.decodes + decodes,
        resizes: work.resizes + resizes,
        encodes: work.encodes + encodes,
      }
      if (ended - began > LONGEST_MS) return tell()
      clearTimeout(timer)
      timer = setTimeout(tell, QUIET_MS).unref()
    },
  }
}

/** Those that were made first: what was at hand needs no word. */
function namesOf(events: readonly OutputEvent[]): string {
  const made = events.filter(({ from }) => from === 'made' || from === 'failed')
  const files = [...new Set([...made, ...events].map(({ image }) => image.file))]
  const named = files.slice(0, NAMED).map(file => basename(file))
  const more = files.length - named.length
  return `${named.join(', ')}${more === 0 ? '' : ` and ${more} more`}`
}
