import { LazyImageError } from '../errors.js'
import type { BatchReport } from '../options/batch-report.js'
import type { SmallSource } from '../plan/small-source.js'
import type { SourceInfo } from '../plan/source-info.js'
import type { Variant } from '../plan/variant.js'
import type { EngineWork } from './engine-work.js'
import { type ImporterPlace, ImporterPlaces } from './importer-places.js'
import type { OutputEvent, WorkTimes } from './output-event.js'
import { reportBatch } from './report-batch.js'

/** An output that is to be made. */
export interface TaskAhead {
  /** Absolute path of the source. */
  file: string
  variant: Variant
  /** Of the source, as stored. */
  pixels: number
}

/** Encoding that is about to begin. */
export interface WorkAhead {
  tasks: readonly TaskAhead[]
  /** Sources that can be in work at once. */
  concurrency: number
}

/** Follows work that is under way. */
export interface Progress {
  /** One more output is done. @param timings null where it failed. */
  step(task: TaskAhead, timings: WorkTimes | null): void
  end(): void
}

/** Whoever wants to know what happens to images: a summary, a report, a panel. It decides nothing. */
export interface LedgerListener {
  /** Told when the engine begins a batch. */
  begin?(work: WorkAhead): Progress
  /** Told of every output that was wanted, when its batch is over. */
  output?(event: OutputEvent): void
  /** Told of every output with its bytes, before `output`: whoever keeps them keeps the memory that they take. */
  recorded?(output: RecordedOutput): void
  /** Told of every batch, behind its outputs. */
  batch?(report: BatchReport): void
  /** Told when a build is over, or a part of it that has files of its own; of a server's work it never is. */
  end?(build: BuildNotes): void
}

/** What planning and the bundler found out about a build. */
export interface BuildNotes {
  /** Requests of modules that nothing uses: none of their outputs was made for them, where a bundler tells in time. */
  unused: readonly UnusedRequest[]
  /** Sources with fewer pixels than were asked of them. */
  small: readonly SmallSource[]
}

export interface UnusedRequest {
  /** Absolute path and query. */
  id: string
  outputs: number
  importers: readonly ImporterPlace[]
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
  /** Whether outputs were made before anybody knew, by the ids of requests that nothing uses. */
  readonly #unused = new Map<string, boolean>()
  /** Keys of outputs that were wanted since a build was last over. */
  readonly #wanted = new Set<string>()
  /** By path. */
  readonly #small = new Map<string, SmallSource>()

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

  /**
   * Takes note of requests whose modules the bundler leaves out. One whose outputs are wanted all the same is not unused.
   *
   * @param ids absolute path and query.
   * @param call.areMade whether outputs are made before it is known who uses them: what they are wanted for then tells nothing. Default
   * false.
   */
  noteUnused(ids: Iterable<string>, { areMade = false }: { areMade?: boolean } = {}): void {
    for (const id of ids) this.#unused.set(id, areMade)
  }

  /** Takes note of a source that has fewer pixels than are asked of it. */
  noteSmall(small: SmallSource): void {
    const known = this.#small.get(small.file)
    if (known === undefined || known.asked / known.given < small.asked / small.given) this.#small.set(small.file, small)
  }

  /** Tells that a build is over. */
  endBuild(): void {
    const unused = [...this.#unused].flatMap(([id, areMade]) => {
      const { keys, importers } = this.#places.request(id)
      const isWanted = !areMade && keys.some(key => this.#wanted.has(key))
      return isWanted ? [] : { id, outputs: keys.length, importers }
    })
    const build = { unused, small: [...this.#small.values()] }
    this.#unused.clear()
    this.#wanted.clear()
    this.#small.clear()
    for (const listener of this.#listeners) listener.end?.(build)
  }

  /** Every place that wants an output. */
  importersOf(key: string): ImporterPlace[] {
    return this.#places.of(key)
  }

  beginWork(work: WorkAhead): Progress {
    const listening = [...this.#listeners].flatMap(listener => listener.begin?.(work) ?? [])
    return {
      step: (task, timings) => {
        for (const progress of listening) progress.step(task, timings)
      },
      end: () => {
        for (const progress of listening) progress.end()
      },
    }
  }

  /** Tells what became of a batch. @param isTrial whether it was made to see what comes of it. */
  record(outputs: readonly RecordedOutput[], work: EngineWork, durationMs: number, isTrial = false): void {
    const events = outputs.map(output => ({ ...this.#eventOf(output), isTrial }))
    if (!isTrial) for (const { key } of outputs) this.#wanted.add(key)
    const report = reportBatch(events, work, durationMs)
    for (const listener of this.#listeners) {
      for (const output of outputs) listener.recorded?.(output)
      for (const event of events) listener.output?.(event)
      listener.batch?.(report)
    }
  }

  #eventOf({ key, source, variant, outcome, from, timings }: RecordedOutput): Omit<OutputEvent, 'isTrial'> {
    const entry = outcome instanceof LazyImageError ? null : outcome
    return {
      image: { file: source.file, variant, width: entry?.width ?? null, height: entry?.height ?? null },
      source: {
        format: source.format,
        width: source.orientedWidth,
        height: source.orientedHeight,
        quality: source.quality,
      },
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
