import { performance } from 'node:perf_hooks'
import type { CacheEntry } from '../cache/cache-entry.js'
import type { DiskCache } from '../cache/disk-cache.js'
import type { MemoryCache } from '../cache/memory-cache.js'
import { type RenderResult, type RenderSource, renderBatch } from '../engine/engine.js'
import { LazyImageError, toLazyImageError } from '../errors.js'
import { groupBy } from '../group-by.js'
import { ProgressLog } from '../ledger/progress-log.js'
import { FILES_AT_ONCE, mapConcurrently } from '../map-concurrently.js'
import type { BatchReport } from '../options/batch-report.js'
import type { ResolvedOptions } from '../options/options.js'
import type { SourceInfo } from '../plan/source-info.js'
import type { Variant } from '../plan/variant.js'
import type { RenderOutcome } from './outcomes.js'

/** One output to be had. */
export interface RenderTask {
  /** Cache key of the output. */
  key: string
  source: SourceInfo
  variant: Variant
}

/**
 * Renders under way in this process, by cache folder and key: two compilers that want one image wait for one render.
 */
const underWay = new Map<string, Promise<RenderOutcome>>()

/**
 * Gets outputs from memory, from disk, from a render already under way, or from one batch for all that is missing.
 */
export class Renderer {
  readonly #options: ResolvedOptions
  readonly #memory: MemoryCache
  readonly #disk: DiskCache | null

  constructor(options: ResolvedOptions, memory: MemoryCache, disk: DiskCache | null) {
    this.#options = options
    this.#memory = memory
    this.#disk = disk
  }

  /**
   * The outputs by their keys; a failure is a value.
   *
   * @throws {LazyImageError} `ABORTED`, or a failure that is no image's fault.
   */
  async render(tasks: readonly RenderTask[], signal?: AbortSignal): Promise<Map<string, RenderOutcome>> {
    const started = performance.now()
    const wanted = [...new Map(tasks.map(task => [task.key, task])).values()]
    const { outcomes, ...work } = await this.#get(wanted, signal)
    if (wanted.length > 0) {
      this.#options.onBatch(reportOf(wanted, outcomes, { ...work, durationMs: performance.now() - started }))
    }
    return outcomes
  }

  async #get(tasks: readonly RenderTask[], signal: AbortSignal | undefined): Promise<Work> {
    const outcomes = new Map<string, RenderOutcome>()
    const joined: Promise<{ task: RenderTask; outcome: RenderOutcome }>[] = []
    const missing: RenderTask[] = []
    for (const task of tasks) {
      const entry = this.#memory.get(task.key)
      const running = underWay.get(this.#slotOf(task.key))
      if (entry !== undefined) outcomes.set(task.key, entry)
      else if (running !== undefined) joined.push(running.then(outcome => ({ task, outcome })))
      else missing.push(task)
    }
    const inMemory = outcomes.size
    const work = await this.#start(missing, signal)
    for (const { key } of missing) outcomes.set(key, outcomeOf(work.outcomes, key))

    const abandoned: RenderTask[] = []
    for (const { task, outcome } of await unlessAborted(Promise.all(joined), signal)) {
      if (isEntry(outcome)) this.#memory.set(task.key, outcome)
      // Whoever started it has given it up; here it is still wanted.
      if (!isEntry(outcome) && outcome.code === 'ABORTED') abandoned.push(task)
      else outcomes.set(task.key, outcome)
    }
    const rest = abandoned.length === 0 ? NO_WORK : await this.#get(abandoned, signal)
    for (const [key, outcome] of rest.outcomes) outcomes.set(key, outcome)
    return {
      outcomes,
      cacheHits: inMemory + joined.length - abandoned.length + work.cacheHits + rest.cacheHits,
      decodes: work.decodes + rest.decodes,
      resizes: work.resizes + rest.resizes,
      encodes: work.encodes + rest.encodes,
    }
  }

  #slotOf(key: string): string {
    return `${this.#options.cacheFolder} ${key}`
  }

  /**
   * Enters the tasks as under way in the same turn as the look-up that missed them; with an await between the two,
   * two callers would both miss.
   */
  #start(tasks: readonly RenderTask[], signal: AbortSignal | undefined): Promise<Work> {
    const work = this.#work(tasks, signal)
    for (const { key } of tasks) {
      const outcome = work.then(
        ({ outcomes }) => outcomeOf(outcomes, key),
        error => toLazyImageError(error),
      )
      underWay.set(this.#slotOf(key), outcome)
      outcome.finally(() => underWay.delete(this.#slotOf(key)))
    }
    return work
  }

  async #work(tasks: readonly RenderTask[], signal: AbortSignal | undefined): Promise<Work> {
    const outcomes = new Map<string, RenderOutcome>()
    const disk = this.#disk
    const stored = disk === null ? [] : await mapConcurrently(tasks, FILES_AT_ONCE, task => disk.read(task.key))
    const misses = tasks.filter((task, index) => {
      const entry = stored[index]
      if (entry !== undefined) outcomes.set(task.key, entry)
      return entry === undefined
    })
    const cacheHits = outcomes.size
    const counts = await this.#renderMissing(misses, outcomes, signal)
    for (const [key, outcome] of outcomes) {
      if (isEntry(outcome)) this.#memory.set(key, outcome)
    }
    return { outcomes, cacheHits, ...counts }
  }

  /** One native call for everything, grouped by source so that each is decoded once. */
  async #renderMissing(
    misses: readonly RenderTask[],
    outcomes: Map<string, RenderOutcome>,
    signal: AbortSignal | undefined,
  ): Promise<EngineCounts> {
    if (misses.length === 0) return NO_COUNTS
    const groups = [...groupBy(misses, task => task.source.file).values()]
    const { concurrency, memoryBudget, limits, logger } = this.#options
    const progress = new ProgressLog(logger, misses.length, groups.length)
    const made: [string, CacheEntry][] = []
    let result: RenderResult
    try {
      result = await renderBatch(groups.map(toSource), {
        concurrency,
        memoryBudget,
        limits,
        onOutput: () => progress.step(),
        signal,
      })
    } finally {
      progress.stop()
    }
    for (const [group, outputs] of result.sources.entries()) {
      for (const [index, output] of outputs.entries()) {
        const task = groups[group]?.[index]
        if (task === undefined) continue
        if (output instanceof LazyImageError || output.data === null) {
          outcomes.set(task.key, output instanceof LazyImageError ? output : noResult(task.key))
          continue
        }
        const entry = { width: output.width, height: output.height, data: output.data }
        outcomes.set(task.key, entry)
        made.push([task.key, entry])
      }
    }
    const disk = this.#disk
    if (disk !== null) await mapConcurrently(made, FILES_AT_ONCE, ([key, entry]) => disk.write(key, entry))
    const { decodes, resizes, encodes } = result.counts
    return { decodes, resizes, encodes }
  }
}

type EngineCounts = Pick<BatchReport, 'decodes' | 'resizes' | 'encodes'>

const NO_COUNTS: EngineCounts = { decodes: 0, resizes: 0, encodes: 0 }

interface Work extends EngineCounts {
  outcomes: Map<string, RenderOutcome>
  cacheHits: number
}

const NO_WORK: Work = { outcomes: new Map(), cacheHits: 0, ...NO_COUNTS }

/** Rejects as soon as the signal fires, though the work goes on for whoever started it. */
function unlessAborted<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return work
  return new Promise((resolve, reject) => {
    const abort = () => reject(new LazyImageError('ABORTED', 'The batch was aborted before this was done'))
    if (signal.aborted) abort()
    signal.addEventListener('abort', abort, { once: true })
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort))
  })
}

function toSource(tasks: readonly RenderTask[]): RenderSource {
  return {
    input: { path: tasks[0]?.source.file ?? '' },
    // A cached output must be the same whatever else was asked for beside it.
    decodeSize: 'full',
    outputs: tasks.map(({ variant }) => ({ variant, file: null })),
  }
}

function outcomeOf(outcomes: ReadonlyMap<string, RenderOutcome>, key: string): RenderOutcome {
  return outcomes.get(key) ?? noResult(key)
}

function noResult(key: string): LazyImageError {
  return new LazyImageError('ENGINE_FAILURE', `The batch gave no result for ${key}`)
}

function reportOf(
  tasks: readonly RenderTask[],
  outcomes: ReadonlyMap<string, RenderOutcome>,
  work: Pick<BatchReport, 'cacheHits' | 'decodes' | 'resizes' | 'encodes' | 'durationMs'>,
): BatchReport {
  const sources = new Map(tasks.map(({ source: { file, bytes } }) => [file, bytes]))
  const entries = [...outcomes.values()].filter(isEntry)
  return {
    images: sources.size,
    outputs: tasks.length,
    ...work,
    failures: outcomes.size - entries.length,
    bytesIn: sum([...sources.values()]),
    bytesOut: sum(entries.map(({ data }) => data.length)),
  }
}

function isEntry(outcome: RenderOutcome): outcome is CacheEntry {
  return !(outcome instanceof LazyImageError)
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}
