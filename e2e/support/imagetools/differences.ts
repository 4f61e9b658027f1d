import { type ImagetoolsRecord, isSame, type Outcome, RECORDS, readBeside } from './record.js'

/** What the reviewed table says of a record that does not come out as it does there. */
export interface Difference {
  /** A key of the reasons. */
  because: string
  /** What it comes to with `imagetools()`; without a value that of vite-imagetools. */
  ours: Outcome
  /** What it comes to with the plugin itself, where that differs; without a value as above. */
  lazyImage?: Outcome
}

interface Table {
  reasons: Readonly<Record<string, { title: string; text: string }>>
  /** Records that Vite answers, because they name no directive. */
  vite: readonly string[]
  records: Readonly<Record<string, Difference>>
}

export const TABLE: Table = readBeside('differences.json')

/** Who reads a record's query: the entry with the options of vite-imagetools, or the plugin itself. */
export type Reader = 'imagetools' | 'lazyImage'

/** What a record must come to. */
export function expectedOutcome({ id, theirs }: ImagetoolsRecord, reader: Reader): Outcome {
  const difference = TABLE.records[id]
  if (difference === undefined) return theirs
  const { ours, lazyImage = ours } = difference
  const said = reader === 'imagetools' ? ours : lazyImage
  return said.error === undefined && said.value === undefined ? { ...theirs, ...said } : said
}

/** What is wrong with an outcome, as a line to read; undefined for nothing. */
export function complaintAbout(record: ImagetoolsRecord, reader: Reader, actual: Outcome): string | undefined {
  const expected = expectedOutcome(record, reader)
  const isExpected =
    isSame(expected, actual) &&
    String(expected.told ?? '') === String(actual.told ?? '') &&
    (TABLE.records[record.id] === undefined || expected.error === actual.error)
  if (isExpected) return undefined
  return `${record.id}\n  theirs:   ${print(record.theirs)}\n  expected: ${print(expected)}\n  actual:   ${print(actual)}`
}

/** What is wrong with the table itself. */
export function tableComplaints(): string[] {
  const ids = new Set(RECORDS.map(({ id }) => id))
  const used = new Set(Object.values(TABLE.records).map(({ because }) => because))
  return [
    ...Object.keys(TABLE.records)
      .filter(id => !ids.has(id))
      .map(id => `${id} is no record`),
    ...TABLE.vite.filter(id => !ids.has(id)).map(id => `${id} is no record`),
    ...[...used].filter(because => TABLE.reasons[because] === undefined).map(because => `${because} is no reason`),
    ...Object.keys(TABLE.reasons)
      .filter(because => !used.has(because))
      .map(because => `${because} is the reason of nothing`),
    ...RECORDS.filter(isSuperfluous).map(({ id }) => `${id} comes out as it does there: its line is superfluous`),
  ]
}

function isSuperfluous(record: ImagetoolsRecord): boolean {
  if (TABLE.records[record.id] === undefined) return false
  return (['imagetools', 'lazyImage'] as const).every(reader => {
    const { told = [], ...outcome } = expectedOutcome(record, reader)
    return told.length === 0 && isSame(outcome, record.theirs)
  })
}

function print(outcome: Outcome): string {
  return JSON.stringify(outcome).slice(0, 500)
}
