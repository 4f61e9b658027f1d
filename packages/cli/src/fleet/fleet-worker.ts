import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { LazyImageError, type Options, Pipeline } from '@lazy-image/core'
import { type CacheEntry, toLazyImageError } from '@lazy-image/core/host'
import type { Job, Worker } from 'bullmq'
import type { FleetQueue } from './load-queue.js'
import type { SharedStore } from './shared-store.js'
import { InvalidJobError, type JobReport, type PlanRules, parseJob, plainName, type SourceJob } from './source-job.js'

export interface WorkerSettings {
  queue: FleetQueue
  store: SharedStore
  /** Of pipelines; rules that a job brings come before them. */
  options: Options
  /** Sources at work at once. */
  concurrency: number
  /** Milliseconds after which a source of a machine that is silent belongs to another one. */
  leaseMs: number
  /** Milliseconds that work may go on after the worker was told to stop. */
  graceMs: number
  /** Tells what became of a source. */
  onDone(name: string, outcome: JobReport | Error, durationMs: number): void
  warn(message: string): void
}

/** A source whose machine has ended in the middle of it so often does that to machines. */
const MOST_ENDS = 5

/** Milliseconds between tries while the queue cannot be reached. */
const RETRY_MS = 1000

/** Makes what jobs of a queue ask for, until it is told to stop. */
export class FleetWorker {
  readonly #settings: WorkerSettings
  readonly #worker: Worker
  readonly #folder = mkdtempSync(join(tmpdir(), 'lazy-image-worker-'))
  readonly #pipelines = new Map<string, Pipeline>()
  readonly #stopping = new AbortController()
  readonly #freeSlots: string[] = []
  #slots = 0
  #active = 0
  #isQueueAway = false

  constructor(settings: WorkerSettings) {
    this.#settings = settings
    const { queue, concurrency, leaseMs } = settings
    const { bullmq } = queue
    this.#worker = new bullmq.Worker(queue.name, (job, token) => this.#work(job, token), {
      connection: queue.connection,
      concurrency,
      lockDuration: leaseMs,
      stalledInterval: Math.ceil(leaseMs / 2),
      maxStalledCount: MOST_ENDS,
      runRetryDelay: RETRY_MS,
    })
    this.#worker.on('error', error => this.#noticeAway(error))
    this.#worker.on('ready', () => {
      this.#isQueueAway = false
    })
  }

  /** Sources at work now. */
  get active(): number {
    return this.#active
  }

  /** Over when it is connected. */
  async ready(): Promise<void> {
    await this.#worker.waitUntilReady()
  }

  /**
   * Takes nothing more and finishes what is at work; what takes longer than the time of grace is given back to the queue, with
   * what of it was stored.
   */
  async stop(): Promise<void> {
    const grace = setTimeout(() => this.#stopping.abort(), this.#settings.graceMs)
    await this.#worker.close().finally(() => clearTimeout(grace))
    await this.#settings.store.close()
    rmSync(this.#folder, { recursive: true, force: true })
  }

  /** An outage is told once. */
  #noticeAway(error: Error): void {
    if (!this.#isQueueAway)
      this.#settings.warn(`The queue ${this.#settings.queue.shownUrl}: ${plainName(error.message)}`)
    this.#isQueueAway = true
  }

  async #work(job: Job, token: string | undefined): Promise<JobReport> {
    const started = performance.now()
    const { bullmq } = this.#settings.queue
    this.#isQueueAway = false
    let name = plainName(job.id)
    this.#active++
    try {
      const asked = parseJob(job.data, this.#pipelineFor(DEFAULT_RULES).options.limits.fileBytes)
      name = asked.source.name
      const report = await this.#make(asked)
      this.#settings.onDone(name, report, performance.now() - started)
      return report
    } catch (error) {
      if (this.#stopping.signal.aborted && error instanceof LazyImageError && error.code === 'ABORTED') {
        await job.moveToWait(token)
        throw new bullmq.WaitingError()
      }
      const told = error instanceof Error ? error : new Error(String(error))
      this.#settings.onDone(name, told, performance.now() - started)
      const code = error instanceof LazyImageError ? ` [${error.code}]` : ''
      const message = `${name}: ${plainLines(told.message)}${code}`
      throw isFinal(error) ? new bullmq.UnrecoverableError(message) : new Error(message)
    } finally {
      this.#active--
    }
  }

  async #make({ source, rules, orders }: SourceJob): Promise<JobReport> {
    const { store } = this.#settings
    const there = await store.findOutputs(orders.map(({ key }) => key))
    const missing = orders.filter(({ key }) => !there.has(key))
    if (missing.length === 0) return { made: 0, there: there.size, decodes: 0, encodes: 0 }
    const pipeline = this.#pipelineFor(rules)
    const bytes = await store.getSource(source.hash, Math.min(source.bytes, pipeline.options.limits.fileBytes))
    if (bytes === undefined) throw new Error('its source is not in the store')
    // Few names, used again: a pipeline remembers what it has seen under each.
    const slot = this.#freeSlots.pop() ?? `source${this.#slots++}`
    const file = join(this.#folder, `${slot}.${source.extension}`)
    // Whoever cleans temporary files may have taken the folder.
    mkdirSync(this.#folder, { recursive: true })
    await writeFile(file, bytes)
    const own = new Set(missing.map(({ key }) => key))
    const work = countWork(pipeline, own)
    try {
      const snapshot = pipeline.snapshot()
      const { contentHash } = await snapshot.lookUp(file)
      if (contentHash !== source.hash) throw new InvalidJobError('what the store has as its source is something else')
      const images = []
      for (const order of missing) images.push(await snapshot.planOrder(file, order))
      const outcomes = await snapshot.render(
        images.map(({ recipe }) => recipe),
        this.#stopping.signal,
      )
      const entries = new Map<string, CacheEntry>()
      const failures: LazyImageError[] = []
      for (const [key, outcome] of outcomes.byKey) {
        if (outcome instanceof LazyImageError) failures.push(outcome)
        else entries.set(key, outcome)
      }
      await store.putOutputs(entries)
      const [failure] = failures
      if (failure !== undefined) throw withoutPath(failure, file, failures.length, missing.length)
      return { made: entries.size, there: there.size, ...work.counts }
    } catch (error) {
      throw error instanceof LazyImageError ? withoutPath(error, file, 1, 1) : error
    } finally {
      work.end()
      await rm(file, { force: true })
      this.#freeSlots.push(slot)
    }
  }

  /** One for each set of rules: they decide what plans come to, and no job changes another's. */
  #pipelineFor(rules: PlanRules): Pipeline {
    const key = `${rules.strict} ${rules.failOn} ${rules.neverLarger}`
    const known = this.#pipelines.get(key)
    if (known !== undefined) return known
    const logger = { info: () => {}, warn: this.#settings.warn }
    const { options } = this.#settings
    const limits = { timeoutMs: SOURCE_MS, ...options.limits }
    const pipeline = new Pipeline({ ...options, ...rules, limits, cache: false, logger }, this.#folder)
    this.#pipelines.set(key, pipeline)
    return pipeline
  }
}

/** What a source may take at most where options say nothing: whoever wrote a job may mean harm. */
const SOURCE_MS = 15 * 60_000

const DEFAULT_RULES: PlanRules = { strict: 'error', failOn: 'error', neverLarger: true }

/** Counts the work on some outputs, whatever else goes through the pipeline. */
function countWork(pipeline: Pipeline, keys: ReadonlySet<string>) {
  const counts = { decodes: 0, encodes: 0 }
  let isOwn = false
  const end = pipeline.ledger.subscribe({
    output({ key }) {
      isOwn ||= keys.has(key)
    },
    // Told behind its outputs.
    batch({ decodes, encodes }) {
      if (isOwn) {
        counts.decodes += decodes
        counts.encodes += encodes
      }
      isOwn = false
    },
  })
  return { counts, end }
}

/** Whether trying again makes no sense: what is wrong is the picture, or what is asked of it. */
function isFinal(error: unknown): boolean {
  if (error instanceof InvalidJobError) return true
  if (!(error instanceof LazyImageError)) return false
  return ['input', 'directive', 'option', 'limit', 'unsupported'].includes(error.kind) && error.code !== 'OUT_OF_MEMORY'
}

/** A message that goes to other machines says nothing of where this one keeps files. */
function withoutPath(error: LazyImageError, file: string, failed: number, of: number): LazyImageError {
  const { message, code } = toLazyImageError(error)
  const some = of > 1 ? `${failed} of ${of} outputs failed: ` : ''
  return new LazyImageError(code, some + message.replaceAll(file, 'the image'), { cause: error })
}

function plainLines(text: string): string {
  return text.split('\n').map(plainName).join(' ')
}
