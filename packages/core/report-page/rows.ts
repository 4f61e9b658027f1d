import type {
  ReportData,
  ReportedMeasure,
  ReportedOutput,
  ReportedPage,
  ReportedSource,
} from '../src/account/report-data.js'

/** An output with what is looked up of it again and again. */
export interface Row extends Omit<ReportedOutput, 'source'> {
  index: number
  source: ReportedSource
  sourceIndex: number
  /** Of the source, without the file. */
  folder: string
  /** Of the source, without the folder. */
  name: string
  /** Milliseconds of work now, or of encoding when it was made. */
  time: number
  /** What is searched, in lower case. */
  text: string
  isOver: boolean
  /** Positions of the pages that show it. */
  pages: readonly number[]
  measured: readonly ReportedMeasure[]
}

export function makeRows(data: ReportData): Row[] {
  const over = new Set(data.findings.map(({ output }) => output))
  const pages = pagesOf(data.pages)
  const measured = new Map<number, ReportedMeasure[]>()
  for (const one of data.measured) measured.set(one.output, [...(measured.get(one.output) ?? []), one])
  return data.outputs.map((output, index) => {
    const source = data.sources[output.source]
    if (source === undefined) throw new Error(`output ${index} has no source`)
    const slash = source.file.lastIndexOf('/')
    const { times } = output
    return {
      ...output,
      index,
      source,
      sourceIndex: output.source,
      folder: slash === -1 ? '.' : source.file.slice(0, slash),
      name: source.file.slice(slash + 1),
      time: times === null ? output.encodeMs : times.decode + times.resize + times.operate + times.encode,
      text: `${source.file}\n${output.file ?? ''}\n${output.format}\n${output.width}×${output.height}`.toLowerCase(),
      isOver: over.has(index),
      pages: pages.get(index) ?? [],
      measured: measured.get(index) ?? [],
    }
  })
}

function pagesOf(pages: readonly ReportedPage[]): Map<number, number[]> {
  const found = new Map<number, number[]>()
  for (const [page, { imports }] of pages.entries()) {
    for (const output of new Set(imports.flat())) found.set(output, [...(found.get(output) ?? []), page])
  }
  return found
}

/** What of the outputs is shown. An empty text means all. */
export interface Filter {
  words: string
  format: string
  folder: string
  tier: string
  side: string
  page: string
  isOver: boolean
}

export const NO_FILTER: Filter = { words: '', format: '', folder: '', tier: '', side: '', page: '', isOver: false }

export function filterRows(rows: readonly Row[], filter: Filter): Row[] {
  const words = filter.words
    .toLowerCase()
    .split(/\s+/)
    .filter(word => word !== '')
  const { format, folder, tier, side, page } = filter
  return rows.filter(
    row =>
      (format === '' || row.format === format) &&
      (folder === '' || isBelow(row.folder, folder)) &&
      (tier === '' || row.from === tier) &&
      (side === '' || row.sides.includes(side)) &&
      (page === '' || row.pages.includes(Number(page))) &&
      (!filter.isOver || row.isOver) &&
      words.every(word => row.text.includes(word)),
  )
}

export function isBelow(folder: string, parent: string): boolean {
  return folder === parent || folder.startsWith(`${parent}/`)
}

export const COLUMNS = [
  { name: 'picture', label: 'Picture', isNumber: false, of: (row: Row) => row.source.file },
  { name: 'size', label: 'Pixels', isNumber: true, of: (row: Row) => row.width * row.height },
  { name: 'format', label: 'Format', isNumber: false, of: (row: Row) => row.format },
  { name: 'quality', label: 'Quality', isNumber: true, of: (row: Row) => row.quality ?? 101 },
  { name: 'bytes', label: 'Bytes', isNumber: true, of: (row: Row) => row.bytes },
  { name: 'share', label: 'Of source', isNumber: true, of: (row: Row) => row.bytes / row.source.bytes },
  { name: 'time', label: 'Time', isNumber: true, of: (row: Row) => row.time },
  { name: 'tier', label: 'From', isNumber: false, of: (row: Row) => row.from },
] as const

/** Numbers in names count as such: 9 goes before 10. */
const NATURAL = new Intl.Collator('en', { numeric: true })

export type Column = (typeof COLUMNS)[number]

export interface Order {
  column: Column['name']
  isDescending: boolean
}

/** Equal ones stay in the order of their pictures. */
export function sortRows(rows: Row[], { column, isDescending }: Order): Row[] {
  const key = COLUMNS.find(({ name }) => name === column)?.of ?? (row => row.index)
  const sign = isDescending ? -1 : 1
  return rows.sort((a, b) => {
    const [one, other] = [key(a), key(b)]
    const difference = typeof one === 'string' ? NATURAL.compare(one, String(other)) : one - Number(other)
    return difference === 0 ? a.index - b.index : difference * sign
  })
}
