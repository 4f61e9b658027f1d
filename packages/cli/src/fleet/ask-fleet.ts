import { setTimeout as wait } from 'node:timers/promises'
import type { Queue, QueueEvents } from 'bullmq'
import { type FleetQueue, JOB_OPTIONS } from './load-queue.js'
import type { SharedStore } from './shared-store.js'
import { type JobReport, plainName, type SourceJob } from './source-job.js'

/** How the work on jobs goes. */
export interface FleetProgress {
  /** Sources. */
  done: number
  failed: number
  total: number
  /** Machines at the queue; null where the queue does not tell. */
  workers: number | null
}

export interface FleetAnswer {
  job: SourceJob
  /** Why it failed; null for one that is done. */
  failure: string | null
}

export interface FleetWork extends JobReport {
  answers: readonly FleetAnswer[]
  /** Jobs that nobody took within the time; they stay in the queue. */
  open: readonly SourceJob[]
}

/** Jobs that are sent at once. */
const PAGE = 200

/** Milliseconds between two looks at jobs that nothing was heard of: an event may have been lost with a connection. */
const LOOK_MS = 2000

/** Jobs that one look asks for. */
const LOOKS = 500

/** How often a job that is gone without its outputs is put on the queue anew. */
const MOST_ROUNDS = 20

/**
 * Has jobs done by the workers of a queue. What the store has in the end counts, and not what the queue says: a job that a queue has
 * forgotten, or that was somebody else's for other outputs, is put there again.
 *
 * @param patienceMs without any news, after which what is open stays open.
 */
export async function askFleet(
  queue: FleetQueue,
  store: SharedStore,
  jobs: readonly SourceJob[],
  patienceMs: number,
  onProgress: (progress: FleetProgress) => void,
): Promise<FleetWork> {
  const { bullmq, name, connection } = queue
  const asked = new bullmq.Queue(name, { connection })
  const events = new bullmq.QueueEvents(name, { connection })
  // Both connect again by themselves; patience ends what does not.
  asked.on('error', () => {})
  events.on('error', () => {})
  const round = new Round(asked, store, jobs)
  try {
    round.listen(events)
    await events.waitUntilReady()
    await round.send(jobs)
    let told = ''
    let newsAt = Date.now()
    while (round.openCount > 0) {
      await Promise.race([round.news(), wait(LOOK_MS)])
      await round.look().catch(() => {})
      const progress = { ...round.progress, workers: await countWorkers(asked) }
      const text = JSON.stringify(progress)
      if (text !== told) {
        newsAt = Date.now()
        onProgress(progress)
      }
      told = text
      if (Date.now() - newsAt > patienceMs) break
    }
    return round.work
  } finally {
    await Promise.all([asked.close(), events.close()])
  }
}

/** One machine counts once for each of its workers. */
async function countWorkers(queue: Queue): Promise<number | null> {
  return Promise.race([queue.getWorkersCount().catch(() => null), wait(LOOK_MS, null)])
}

/** What is open, and what is known of it. */
class Round {
  readonly #queue: Queue
  readonly #store: SharedStore
  readonly #total: number
  readonly #open = new Map<string, SourceJob>()
  readonly #rounds = new Map<string, number>()
  readonly #answers: FleetAnswer[] = []
  readonly #sums = { made: 0, there: 0, decodes: 0, encodes: 0 }
  /** Ids of jobs that something was heard of. */
  readonly #heard = new Map<string, JobReport | null>()
  #wake: () => void = () => {}

  constructor(queue: Queue, store: SharedStore, jobs: readonly SourceJob[]) {
    this.#queue = queue
    this.#store = store
    this.#total = jobs.length
    for (const job of jobs) this.#open.set(job.source.hash, job)
  }

  get openCount(): number {
    return this.#open.size
  }

  get progress(): Omit<FleetProgress, 'workers'> {
    const failed = this.#answers.filter(({ failure }) => failure !== null).length
    return { done: this.#answers.length - failed, failed, total: this.#total }
  }

  get work(): FleetWork {
    return { ...this.#sums, answers: this.#answers, open: [...this.#open.values()] }
  }

  listen(events: QueueEvents): void {
    const hear = (id: string, report: JobReport | null) => {
      if (!this.#open.has(id)) return
      this.#heard.set(id, report)
      this.#wake()
    }
    events.on('completed', ({ jobId, returnvalue }) => hear(jobId, parseReport(returnvalue)))
    events.on('failed', ({ jobId }) => hear(jobId, null))
  }

  /** Over when something is heard of. */
  news(): Promise<void> {
    if (this.#heard.size > 0) return Promise.resolve()
    return new Promise(resolve => {
      this.#wake = resolve
    })
  }

  /** Puts jobs on the queue; of equal ids there is one. */
  async send(jobs: readonly SourceJob[]): Promise<void> {
    for (let at = 0; at < jobs.length; at += PAGE) {
      const page = jobs.slice(at, at + PAGE)
      await Promise.all(page.map(({ source }) => this.#forgetOld(source.hash)))
      await this.#queue.addBulk(
        page.map(job => ({ name: 'source', data: job, opts: { ...JOB_OPTIONS, jobId: job.source.hash } })),
      )
    }
  }

  /** What was done or has failed before stands in the way of the same job. */
  async #forgetOld(id: string): Promise<void> {
    const state = await this.#queue.getJobState(id)
    if (state === 'completed' || state === 'failed') await this.#queue.remove(id)
  }

  /** Looks at jobs that something was heard of, and at some of those that nothing was heard of. */
  async look(): Promise<void> {
    const heard = [...this.#heard]
    this.#heard.clear()
    const silent = [...this.#open.keys()].slice(0, LOOKS)
    for (const id of new Set([...heard.map(([id]) => id), ...silent])) {
      // Those that were looked at go to the end.
      const job = this.#open.get(id)
      if (job === undefined) continue
      this.#open.delete(id)
      this.#open.set(id, job)
    }
    await Promise.all(heard.map(([id, report]) => this.#settle(id, report)))
    const states = await Promise.all(silent.map(async id => [id, await this.#queue.getJobState(id)] as const))
    for (const [id, state] of states) {
      if (state === 'failed' || state === 'completed' || state === 'unknown') await this.#settle(id, null)
    }
  }

  /** Decides what became of a job: failed, done, or to be sent again because outputs of it are missing. */
  async #settle(id: string, report: JobReport | null): Promise<void> {
    const job = this.#open.get(id)
    if (job === undefined) return
    const known = await this.#queue.getJob(id)
    if (known !== undefined && (await known.isFailed())) {
      this.#answer(job, plainName(known.failedReason))
      return
    }
    const keys = job.orders.map(({ key }) => key)
    const isAll = report !== null && report.made + report.there === keys.length
    const there = isAll ? new Set(keys) : await this.#store.findOutputs(keys)
    const missing = job.orders.filter(({ key }) => !there.has(key))
    if (report !== null)
      for (const name of ['made', 'there', 'decodes', 'encodes'] as const) this.#sums[name] += report[name]
    if (missing.length === 0) return this.#answer(job, null)
    // Somebody is at work on it.
    if (known !== undefined) return
    const round = (this.#rounds.get(id) ?? 0) + 1
    this.#rounds.set(id, round)
    if (round > MOST_ROUNDS) return this.#answer(job, `${missing.length} outputs were made and are not in the store`)
    await this.send([{ ...job, orders: missing }])
  }

  #answer(job: SourceJob, failure: string | null): void {
    this.#open.delete(job.source.hash)
    this.#answers.push({ job, failure })
  }
}

/** What a worker says that it did; nothing for what it cannot have said. */
function parseReport(value: unknown): JobReport | null {
  const text = typeof value === 'string' ? parseJson(value) : value
  if (typeof text !== 'object' || text === null) return null
  const { made, there, decodes, encodes } = text as Partial<Record<keyof JobReport, unknown>>
  const isReport = [made, there, decodes, encodes].every(count => Number.isSafeInteger(count) && Number(count) >= 0)
  return isReport ? (text as JobReport) : null
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
