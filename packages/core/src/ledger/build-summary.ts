import { relative } from 'node:path'
import { isDrawing } from '../formats/formats.js'
import type { Logger } from '../logger.js'
import { plainText } from '../plain-text.js'
import { isFinerThanSource } from '../plan/finer-than-source.js'
import { sum } from '../sum.js'
import type { BuildNotes, LedgerListener, UnusedRequest } from './ledger.js'
import type { OutputEvent } from './output-event.js'
import { count, describeWork, formatBytes, formatDuration } from './summary.js'

/** Outputs that a line names. */
const NAMED = 3

/** Fewer are all the largest and the slowest. */
const LEAST_RANKED = 4

/** Encoding that takes less is never slow. */
const LEAST_SLOW_MS = 1000

/** Tells at the end of a build what became of its images: one line, and more where there is something to say. */
export function summarizeBuilds(logger: Logger, root: string): LedgerListener {
  /** By key, as it was first heard of: what is asked for again is in memory by then. */
  let outputs = new Map<string, OutputEvent>()
  let durationMs = 0
  /** Keys that were told: what another part of the build or the next one wants again is no news. */
  const told = new Set<string>()
  return {
    output(event) {
      if (event.from === 'memory' && told.has(event.key)) return
      const first = outputs.get(event.key)
      // A trial that is taken is an output that was made then.
      if (first === undefined || first.from === 'failed') outputs.set(event.key, event)
      else if (first.isTrial && !event.isTrial) outputs.set(event.key, { ...event, ...pastOf(first) })
    },
    batch(report) {
      durationMs += report.durationMs
    },
    end(build) {
      const events = [...outputs.values()].filter(({ isTrial }) => !isTrial)
      if (events.length > 0) logger.info(describeBuild(events, durationMs, build, root))
      for (const { key } of events) told.add(key)
      outputs = new Map()
      durationMs = 0
    },
  }
}

function pastOf({ from, timings }: OutputEvent): Pick<OutputEvent, 'from' | 'timings'> {
  return { from, timings }
}

/** What is told of an output, a source or a request: its name, which of its outputs, and what there is to say. */
type Row = readonly [name: string, which: string, what: string]

/** The summary: a line, and below it, indented, what stands out. */
export function describeBuild(
  events: readonly OutputEvent[],
  durationMs: number,
  { small, unused }: BuildNotes,
  root: string,
): string {
  const made = events.filter(({ from }) => from === 'made')
  const outputs = events.filter(({ error }) => error === null)
  const isRanked = made.length > 0 && outputs.length >= LEAST_RANKED
  const isSlow = sum(made.map(encodeMs)) >= LEAST_SLOW_MS
  const row = (event: OutputEvent, what: string): Row => [pathOf(event.image.file, root), describeImage(event), what]
  const swollen = outputs.filter(isLargerThanSource)
  return [
    firstLine(events, durationMs),
    ...table([
      ['slowest', isRanked && isSlow ? top(made, encodeMs).map(e => row(e, formatDuration(encodeMs(e)))) : []],
      ['largest', isRanked ? top(outputs, bytesOut).map(e => row(e, formatBytes(e.bytesOut))) : []],
      [
        'too large',
        sorted(swollen, ({ bytesOut, bytesIn }) => bytesOut - bytesIn).map(event =>
          row(event, `${formatBytes(event.bytesOut)}, its source ${formatBytes(event.bytesIn)}`),
        ),
      ],
      [
        'too fine',
        sorted(outputs.filter(isFiner), finerBy).map(event =>
          row(event, `quality ${numberOf(event.quality)}, its source ${numberOf(event.source.quality)}`),
        ),
      ],
      [
        'too small',
        sorted(small, ({ asked, given }) => asked / given).map(({ file, side, asked, given }) => [
          pathOf(file, root),
          `${given} ${side === 'width' ? 'wide' : 'high'}`,
          `${asked} asked`,
        ]),
      ],
      ['unused', unused.map(request => describeUnused(request, root))],
    ]),
  ].join('\n')
}

function describeUnused({ id, outputs, importers: [place] }: UnusedRequest, root: string): Row {
  if (place === undefined) return [pathOf(id, root), '', count(outputs, 'output')]
  const line = place.line === null ? '' : `:${place.line}`
  return [plainText(place.specifier), `${pathOf(place.file, root)}${line}`, count(outputs, 'output')]
}

/** Lines of three columns behind a label each; of more than a few rows, the first ones. */
function table(groups: readonly (readonly [label: string, rows: readonly Row[]])[]): string[] {
  const told = groups.flatMap(([label, rows]) =>
    rows.slice(0, NAMED).map(([name, which, what], index) => {
      const more = index === NAMED - 1 && rows.length > NAMED ? ` (and ${rows.length - NAMED} more)` : ''
      return [index === 0 ? label : '', name, which, what + more]
    }),
  )
  const widths = [0, 1, 2].map(column => Math.max(0, ...told.map(cells => cells[column]?.length ?? 0)))
  return told.map(cells => `  ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')}`.trimEnd())
}

function firstLine(events: readonly OutputEvent[], durationMs: number): string {
  const sources = new Map(events.map(({ image, bytesIn }) => [image.file, bytesIn]))
  const failed = events.filter(({ from }) => from === 'failed').length
  const made = events.filter(({ from }) => from === 'made').length
  const found = events.filter(({ from }) => from !== 'made' && from !== 'failed')
  const parts = [
    `${count(events.length, 'output')} of ${count(sources.size, 'image')}`,
    ...describeWork({ made, failed, found: found.length, savedMs: sum(found.map(encodeMs)) }),
    `${formatBytes(sum([...sources.values()]))} → ${formatBytes(sum(events.map(bytesOut)))}`,
    formatDuration(durationMs),
  ]
  return parts.join(' · ')
}

function describeImage({ image: { width, height, variant } }: OutputEvent): string {
  return `${width ?? '?'}×${height ?? '?'} ${variant.encoding.format}`
}

function top(events: readonly OutputEvent[], of: (event: OutputEvent) => number): OutputEvent[] {
  return sorted(events, of).slice(0, NAMED)
}

/** The most first. */
function sorted<Item>(items: readonly Item[], of: (item: Item) => number): Item[] {
  return [...items].sort((a, b) => of(b) - of(a))
}

/** More bytes than there were: a quality above what the source has, a format that is none for such a picture, or an enlargement. */
function isLargerThanSource({ bytesIn, bytesOut, source }: OutputEvent): boolean {
  return bytesOut > bytesIn && !isDrawing(source.format)
}

function isFiner(event: OutputEvent): boolean {
  return isFinerThanSource({ ...event, variant: event.image.variant })
}

function finerBy({ quality, source }: OutputEvent): number {
  return (quality ?? 0) - (source.quality ?? 0)
}

/** Searches come to parts of a number. */
function numberOf(quality: number | null): string {
  return String(Math.round((quality ?? 0) * 10) / 10)
}

function encodeMs(event: OutputEvent): number {
  return event.encodeMs ?? 0
}

function bytesOut(event: OutputEvent): number {
  return event.bytesOut
}

function pathOf(file: string, root: string): string {
  return plainText(relative(root, file) || file)
}
