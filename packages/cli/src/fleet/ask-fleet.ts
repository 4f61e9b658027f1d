import { setTimeout as wait } from 'node:timers/promises'
import { mapConcurrently } from '@lazy-image/core/host'
import type { Queue, QueueEvents } from 'bullmq'
import { type FleetQueue, JOB_OPTIONS } from './load-queue.js'
import { isFinal, type SharedStore } from './shared-store.js'
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

export interface AskSettings {
  /** The bytes of a job's source. */
  readSource(job: SourceJob): Promise<Uint8Array>
  /** Milliseconds without any news, after which what is open stays open. */
  patienceMs: number
  onProgress(progress: FleetProgress): void
}

/** Jobs that are out at once; some thousand workers have enough of them. */
const WINDOW = 5000

/** Sources that are uploaded at once. */
const UPLOADS_AT_ONCE = 8

/** Milliseconds between two looks at jobs that nothing was heard of: an event may have been lost with a connection. */
const LOOK_MS = 2000

/** Jobs that one look asks for, besides those that something was heard of. */
const LOOKS = 500
const LOOKS_AT_ONCE = 50

/** How often a job is put on the queue anew that is gone without its outputs, or whose source the store did not take. */
const MOST_ROUNDS = 20

/**
 * Has jobs done by the workers of a queue. What the store has in the end counts, and not what the queue says: a job that a queue has
 * forgotten, or that was somebody else's for other outputs, is put there again.
 *
 * No more jobs and sources are out at once than keep workers busy, so that neither queue nor store must hold all of them.
 */
export async function askFleet(
  queue: FleetQueue,
  store: SharedStore,
  jobs: readonly SourceJob[],
  { readSource, patienceMs, onProgress }: AskSettings,
): Promise<FleetWork> {
  const { bullmq, name, connection } = queue
  const asked = new bullmq.Queue(name, { connection })
  const events = new bullmq.QueueEvents(name, { connection })
  // Both connect again by themselves; patience ends what does not.
  asked.on('error', () => {})
  events.on('error', () => {})
  const round = new Round(asked, store, jobs, readSource)
  try {
    round.listen(events)
    await events.waitUntilReady()
    let told = ''
    let newsAt = Date.now()
    // A queue that is away answers when it is back, which may be never.
    const within = (work: Promise<void>) => Promise.race([work, pause(patienceMs)])
    while (round.openCount > 0 && Date.now() - newsAt <= patienceMs) {
      await within(round.fill())
      await Promise.race([round.news(), pause(LOOK_MS)])
      await within(round.look())
      const [workers, active] = await countWork(asked)
      const text = JSON.stringify([round.progress, workers])
      if (text !== told) onProgress({ ...round.progress, workers })
      // One source may take long.
      if (text !== told || active > 0) newsAt = Date.now()
      told = text
    }
    return round.work
  } finally {
    await Promise.race([Promise.all([asked.close(), events.close()]), pause(LOOK_MS)])
    await Promise.race([Promise.all([asked.disconnect(), events.disconnect()]), pause(LOOK_MS)])
  }
}

/** A wait that holds up no end of the process. */
function pause(ms: number): Promise<void> {
  return wait(ms, undefined, { ref: false })
}

/** Workers that are there, each process one, and sources that are at work; nothing where the queue does not say. */
async function countWork(queue: Queue): Promise<[workers: number | null, active: number]> {
  const counted = Promise.all([queue.getWorkersCount(), queue.getActiveCount()]).catch(() => null)
  return (await Promise.race([counted, pause(LOOK_MS)])) ?? [null, 0]
}

/** What is open, and what is known of it. */
class Round {
  readonly #queue: Queue
  readonly #store: SharedStore
  readonly #readSource: AskSettings['readSource']
  readonly #total: number
  /** Not sent yet, the next one last. */
  readonly #waiting: SourceJob[]
  readonly #open = new Map<string, SourceJob>()
  readonly #rounds = new Map<string, number>()
  readonly #answers: FleetAnswer[] = []
  readonly #sums = { made: 0, there: 0, decodes: 0, encodes: 0 }
  /** Ids of jobs that something was heard of. */
  readonly #heard = new Set<string>()
  #wake: () => void = () => {}

  constructor(queue: Queue, store: SharedStore, jobs: readonly SourceJob[], readSource: AskSettings['readSource']) {
    this.#queue = queue
    this.#store = store
    this.#readSource = readSource
    this.#total = jobs.length
    this.#waiting = [...jobs].reverse()
  }

  get openCount(): number {
    return this.#open.size + this.#waiting.length
  }

  get progress(): Omit<FleetProgress, 'workers'> {
    const failed = this.#answers.filter(({ failure }) => failure !== null).length
    return { done: this.#answers.length - failed, failed, total: this.#total }
  }

  get work(): FleetWork {
    return { ...this.#sums, answers: this.#answers, open: [...this.#open.values(), ...this.#waiting] }
  }

  listen(events: QueueEvents): void {
    const hear = ({ jobId }: { jobId: string }) => {
      if (!this.#open.has(jobId)) return
      this.#heard.add(jobId)
      this.#wake()
    }
    events.on('completed', hear)
    events.on('failed', hear)
  }

  /** Over when something is heard of. */
  news(): Promise<void> {
    if (this.#heard.size > 0) return Promise.resolve()
    return new Promise(resolve => {
      this.#wake = resolve
    })
  }

  /** Sends jobs until enough are out. What cannot be sent now is sent later. */
  async fill(): Promise<void> {
    const next = this.#waiting.splice(Math.max(0, this.#waiting.length - (WINDOW - this.#open.size))).reverse()
    for (const job of next) this.#open.set(job.source.hash, job)
    await mapConcurrently(next, UPLOADS_AT_ONCE, async job => {
      try {
        await this.#send(job)
      } catch (error) {
        const isLast = this.#count(job.source.hash) > MOST_ROUNDS
        if (isFinal(error) || isLast) {
          return this.#answer(job, `its source cannot be stored: ${plainName(messageOf(error))}`)
        }
        this.#open.delete(job.source.hash)
        this.#waiting.push(job)
      }
    })
  }

  /** Puts a source into the store and its job on the queue; of equal ids there is one. */
  async #send(job: SourceJob): Promise<void> {
    const { hash } = job.source
    await this.#store.putSource(hash, () => this.#readSource(job))
    await this.#forgetOld(hash)
    await this.#queue.add('source', job, { ...JOB_OPTIONS, jobId: hash })
  }

  /** What was done or has failed before stands in the way of the same job. */
  async #forgetOld(id: string): Promise<void> {
    const state = await this.#queue.getJobState(id)
    if (state === 'completed' || state === 'failed') await this.#queue.remove(id)
  }

  /** Looks at jobs that something was heard of, and at some of those that nothing was heard of; what fails is looked at again. */
  async look(): Promise<void> {
    await this.#look().catch(() => {})
  }

  async #look(): Promise<void> {
    const heard = [...this.#heard]
    this.#heard.clear()
    const silent = [...this.#open.keys()].slice(0, LOOKS)
    const ids = [...new Set([...heard, ...silent])]
    for (const id of ids) {
      // Those that were looked at go to the end.
      const job = this.#open.get(id)
      if (job === undefined) continue
      this.#open.delete(id)
      this.#open.set(id, job)
    }
    await mapConcurrently(ids, LOOKS_AT_ONCE, id => this.#settle(id))
  }

  /** Decides what became of a job: failed, done, or to be sent again because outputs of it are missing. */
  async #settle(id: string): Promise<void> {
    const job = this.#open.get(id)
    if (job === undefined) return
    const known = await this.#queue.getJob(id)
    if (known?.finishedOn === undefined) {
      // Somebody has it, or will; one that is gone may be done.
      if (known !== undefined) return
    } else if (await known.isFailed()) return this.#answer(job, plainName(known.failedReason))
    const report = parseReport(known?.returnvalue)
    const keys = job.orders.map(({ key }) => key)
    const isAll = report !== null && report.made + report.there === keys.length
    const there = isAll ? new Set(keys) : await this.#store.findOutputs(keys)
    const missing = job.orders.filter(({ key }) => !there.has(key))
    if (report !== null)
      for (const name of ['made', 'there', 'decodes', 'encodes'] as const) this.#sums[name] += report[name]
    if (missing.length === 0) {
      // Nobody needs it any more; where it cannot be deleted, it stays.
      await this.#store.deleteSource(id).catch(() => {})
      return this.#answer(job, null)
    }
    if (this.#count(id) > MOST_ROUNDS)
      return this.#answer(job, `${missing.length} outputs were made and are not in the store`)
    await this.#send({ ...job, orders: missing })
  }

  #count(id: string): number {
    const round = (this.#rounds.get(id) ?? 0) + 1
    this.#rounds.set(id, round)
    return round
  }

  #answer(job: SourceJob, failure: string | null): void {
    this.#open.delete(job.source.hash)
    this.#answers.push({ job, failure })
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

/** What a worker says that it did; nothing for what it cannot have said. */
function parseReport(value: unknown): JobReport | null {
  if (typeof value !== 'object' || value === null) return null
  const { made, there, decodes, encodes } = value as Partial<Record<keyof JobReport, unknown>>
  const isReport = [made, there, decodes, encodes].every(count => Number.isSafeInteger(count) && Number(count) >= 0)
  return isReport ? (value as JobReport) : null
}
