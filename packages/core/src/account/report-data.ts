import type { WorkTimes } from '../ledger/output-event.js'
import { isFinerThanSource } from '../plan/finer-than-source.js'
import { canonicalVariant } from '../plan/variant.js'
import { relativePath } from '../relative-path.js'
import { sumBytes } from '../sum.js'
import type { BuiltPage } from './built-outputs.js'
import type { BudgetFinding } from './check-budgets.js'
import { largestOfEach } from './check-budgets.js'
import type { Measured } from './measure.js'
import type { BookedOutput } from './output-book.js'

/**
 * A report as JSON. Lists refer to each other by position, and what many say alike stands once. Paths are from the root, with
 * forward slashes; bytes, pixels and milliseconds are whole numbers.
 */
export interface ReportData {
  format: 'lazy-image-report'
  version: 1
  /** The root, from the folder of the report. */
  root: string
  /** When the build was over, as ISO 8601. */
  madeAt: string
  sources: readonly ReportedSource[]
  outputs: readonly ReportedOutput[]
  /** Who imports what. */
  places: readonly ReportedPlace[]
  /** What was done, as canonical JSON without the encoding. */
  variants: readonly string[]
  /** As canonical JSON. */
  encodings: readonly string[]
  pages: readonly ReportedPage[]
  /** Budgets that are exceeded. */
  findings: readonly ReportedFinding[]
  measured: readonly ReportedMeasure[]
}

export interface ReportedSource {
  file: string
  bytes: number
  /** As shown, after EXIF orientation. */
  width: number
  height: number
  format: string
  /** The number of quality that a JPEG was written at, 1–100 on libjpeg's scale; null where that is not known. */
  quality: number | null
}

export interface ReportedOutput {
  /** Position in `sources`. */
  source: number
  /** Cache key. */
  key: string
  /** From the root; null for one that stands in code. */
  file: string | null
  format: string
  width: number
  height: number
  bytes: number
  /** Quality number; null where nothing was lost. */
  quality: number | null
  /** Whether that is above the source's, to no gain. */
  isTooFine: boolean
  /** SSIMULACRA2 that was reached, where one was asked for. */
  score: number | null
  /** Whether it is the source's own bytes. */
  isSource: boolean
  /** Cache tier that had it, `in flight` or `made`. */
  from: string
  /** What encoding took when it was made. */
  encodeMs: number
  /** What it took now; null for what was there already. */
  times: WorkTimes | null
  sides: readonly string[]
  /** Positions in `places`. */
  places: readonly number[]
  /** Position in `variants`. */
  variant: number
  /** Position in `encodings`. */
  encoding: number
}

export interface ReportedPlace {
  file: string
  /** 1-based; null where it is not known. */
  line: number | null
  /** 1-based, as editors count; null where it is not known. */
  column: number | null
  specifier: string
}

export interface ReportedPage {
  name: string
  side: string
  /** Of each import the largest output. */
  bytes: number
  /** Positions in `outputs`, for each import. */
  imports: readonly (readonly number[])[]
}

export interface ReportedFinding {
  budget: string
  rule: string
  severity: 'warn' | 'error'
  allowed: number | string
  received: number | string
  message: string
  /** Position in `outputs`. */
  output: number
  /** Position in `places`; null where nobody knows. */
  place: number | null
}

export interface ReportedMeasure {
  /** Position in `outputs`: what it is an alternative to. */
  output: number
  format: string
  quality: number | null
  bytes: number
  encodeMs: number
}

export interface ReportParts {
  outputs: readonly BookedOutput[]
  pages: readonly (BuiltPage & { side: string })[]
  findings: readonly BudgetFinding[]
  measured: readonly Measured[]
}

/** @param root absolute; the report is taken to lie there. */
export function makeReportData(parts: ReportParts, root: string): ReportData {
  const fromRoot = (file: string) => relativePath(root, file)
  const sources = new Positions<ReportedSource>()
  const places = new Positions<ReportedPlace>()
  const variants = new Positions<string>()
  const encodings = new Positions<string>()
  const placeOf = ({ file, line, column, specifier }: BookedOutput['importers'][number]) =>
    places.of({ file: fromRoot(file), line, column: column === null ? null : column + 1, specifier })
  const outputs = parts.outputs.map((output): ReportedOutput => {
    const { source, variant, key, width, height, bytes, quality, score, isSource, from, timings } = output
    const { file, bytes: sourceBytes, orientedWidth, orientedHeight, format } = source
    const { encoding, ...shown } = JSON.parse(canonicalVariant(variant)) as { encoding: object }
    return {
      source: sources.of({
        file: fromRoot(file),
        bytes: sourceBytes,
        width: orientedWidth,
        height: orientedHeight,
        format,
        quality: source.quality,
      }),
      key,
      file: output.file === null ? null : fromRoot(output.file),
      format: variant.encoding.format,
      width,
      height,
      bytes,
      quality: quality === null ? null : round(quality),
      isTooFine: isFinerThanSource(output),
      score: score === null ? null : round(score),
      isSource,
      from,
      encodeMs: round(output.encodeMs),
      times: timings === null ? null : roundTimes(timings),
      sides: output.sides,
      places: output.importers.map(placeOf),
      variant: variants.of(JSON.stringify(shown)),
      encoding: encodings.of(JSON.stringify(encoding)),
    }
  })
  const positions = new Map(outputs.map(({ key }, index) => [key, index]))
  const positionOf = (key: string) => positions.get(key) ?? []
  const byKey = new Map(parts.outputs.map(output => [output.key, output]))
  const pages = parts.pages.map(page => ({
    name: page.name,
    side: page.side,
    bytes: sumBytes(largestOfEach(page, byKey)),
    imports: page.imports.map(keys => keys.flatMap(positionOf)),
  }))
  const findings = parts.findings.flatMap(({ key, error, place, budget, rule, severity, allowed, received }) =>
    [positionOf(key)].flat().map(output => ({
      ...{ budget, rule, severity, allowed, received, message: error.message, output },
      place: place === null ? null : placeOf(place),
    })),
  )
  const measured = parts.measured.flatMap(({ key, format, quality, bytes, encodeMs }) =>
    [positionOf(key)].flat().map(output => ({ output, format, quality, bytes, encodeMs: round(encodeMs) })),
  )
  return {
    format: 'lazy-image-report',
    version: 1,
    root: '.',
    madeAt: new Date().toISOString(),
    sources: sources.all,
    outputs,
    places: places.all,
    variants: variants.all,
    encodings: encodings.all,
    pages,
    findings,
    measured,
  }
}

/** Things that are equal as JSON, once each. */
class Positions<Thing> {
  readonly all: Thing[] = []
  readonly #positions = new Map<string, number>()

  of(thing: Thing): number {
    const text = JSON.stringify(thing)
    const known = this.#positions.get(text)
    if (known !== undefined) return known
    this.#positions.set(text, this.all.length)
    return this.all.push(thing) - 1
  }
}

function roundTimes({ decode, resize, operate, encode }: WorkTimes): WorkTimes {
  return { decode: round(decode), resize: round(resize), operate: round(operate), encode: round(encode) }
}

/** To a tenth: more says nothing, and takes room thousands of times. */
function round(number: number): number {
  return Math.round(number * 10) / 10
}
