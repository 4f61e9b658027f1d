import { LazyImageError } from '../errors.js'
import type { BatchReport } from '../options/batch-report.js'
import type { SourceInfo } from '../plan/source-info.js'
import type { Variant } from '../plan/variant.js'
import type { EngineWork } from './engine-work.js'
import { type ImporterPlace, ImporterPlaces } from './importer-places.js'
import type { OutputEvent, WorkTimes } from './output-event.js'
import { reportBatch } from './report-batch.js'

/** Encoding that is about to begin. */
export interface WorkAhead {
  outputs: number
  images: number
}

/** Follows work that is under way. */
export interface Progress {
  /** One more output is done. */
  step(): void
  end(): void
}

/** Whoever wants to know what happens to images: a summary, a report, a panel. It decides nothing. */
export interface LedgerListener {
  /** Told when the engine begins a batch. */
  begin?(work: WorkAhead): Progress
  /** Told of every output that was wanted, when its batch is over. */
  output?(event: OutputEvent): void
  /** Told of every batch, behind its outputs. */
  batch?(report: BatchReport): void
}

/** An output that there is. */
export interface EncodedOutput extends Pick<OutputEvent, 'quality' | 'score' | 'isSource'> {
  width: number
  height: number
  data: Uint8Array
  encodeMs: number
}

/** An output as the renderer has it. */
export interface RecordedOutput {
  key: string
  source: SourceInfo
  variant: Variant
  outcome: EncodedOutput | LazyImageError
  from: string
  timings: WorkTimes | null
}

/** The book of what became of every output that was wanted, and for whom. */
export class Ledger {
  readonly #places = new ImporterPlaces()
  readonly #listeners = new Set<LedgerListener>()

  /** Tells a listener of all that comes; the function that is given back ends it. */
  subscribe(listener: LedgerListener): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /**
   * Takes note of a place that imports an image; for hosts, which know it while they resolve.
   *
   * @param id of the request: absolute path and query.
   */
  noteImporter(id: string, place: Pick<ImporterPlace, 'file' | 'specifier'> & Partial<ImporterPlace>): void {
    const { file, specifier, line = null, column = null } = place
    this.#places.note(id, { file, specifier, line, column })
  }

  /** Takes note of the outputs that a request comes to. */
  noteOutputs(id: string, keys: readonly string[]): void {
    this.#places.link(id, keys)
  }

  /** Every place that wants an output. */
  importersOf(key: string): ImporterPlace[] {
    return this.#places.of(key)
  }

  beginWork(work: WorkAhead): Progress {
    const listening = [...this.#listeners].flatMap(listener => listener.begin?.(work) ?? [])
    return {
      step: () => {
        for (const progress of listening) progress.step()
      },
      end: () => {
        for (const progress of listening) progress.end()
      },
    }
  }

  /** Tells what became of a batch. */
  record(outputs: readonly RecordedOutput[], work: EngineWork, durationMs: number): void {
    const events = outputs.map(output => this.#eventOf(output))
    const report = reportBatch(events, work, durationMs)
    for (const listener of this.#listeners) {
      for (const event of events) listener.output?.(event)
      listener.batch?.(report)
    }
  }

  #eventOf({ key, source, variant, outcome, from, timings }: RecordedOutput): OutputEvent {
    const entry = outcome instanceof LazyImageError ? null : outcome
    return {
      image: { file: source.file, variant, width: entry?.width ?? null, height: entry?.height ?? null },
      key,
      importers: this.#places.of(key),
      from,
      error: outcome instanceof LazyImageError ? outcome : null,
      bytesIn: source.bytes,
      bytesOut: entry?.data.length ?? 0,
      timings,
      encodeMs: entry?.encodeMs ?? null,
      quality: entry?.quality ?? null,
      score: entry?.score ?? null,
      isSource: entry?.isSource ?? false,
    }
  }
}
