import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { engineInfo } from '@lazy-image/core'
import type { JobsOptions, Queue, QueueEvents, Worker } from 'bullmq'
import { UsageError } from '../usage-error.js'

/** What of BullMQ is used. */
export interface BullMq {
  Queue: typeof Queue
  QueueEvents: typeof QueueEvents
  Worker: typeof Worker
  UnrecoverableError: new (message: string) => Error
  WaitingError: new () => Error
}

/** A queue that jobs of one engine go through. */
export interface FleetQueue {
  bullmq: BullMq
  name: string
  /** For each part of BullMQ that connects. */
  connection: {
    url: string
    maxRetriesPerRequest: null
    retryStrategy(times: number): number
    [option: string]: unknown
  }
  /** The queue's address without what is secret. */
  shownUrl: string
}

/** Milliseconds between two tries to connect. */
const MOST_RETRY_MS = 2000

/** How often a job is tried before its picture is given up, and the first pause; each next one is twice as long. */
const ATTEMPTS = 10
const FIRST_PAUSE_MS = 1000

/**
 * What becomes of jobs: those that are done are kept for as long as whoever asked may look, those that failed for a week, to be told and
 * tried again.
 */
export const JOB_OPTIONS: JobsOptions = {
  attempts: ATTEMPTS,
  backoff: { type: 'exponential', delay: FIRST_PAUSE_MS, jitter: 0.5 },
  removeOnComplete: { age: 3600, count: 10_000 },
  removeOnFail: { age: 7 * 24 * 3600, count: 100_000 },
  stackTraceLimit: 1,
}

/**
 * BullMQ with the address of a queue. Outputs are an engine's own, and so is the queue: no worker of another engine sees its jobs.
 *
 * @param folder of the project, in which BullMQ is looked for, absolute.
 * @throws {UsageError} for a wrong address, and where BullMQ is not installed.
 */
export async function loadQueue(text: string, folder: string): Promise<FleetQueue> {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url === undefined || !/^rediss?:$/.test(url.protocol) || url.hostname === '') {
    const shown = text.replace(/\/\/[^/@]*@/, '//…@')
    throw new UsageError(
      `Option --queue must be the address of a Redis, such as redis://host:6379, but received "${shown}"`,
    )
  }
  const { protocol, host, pathname } = url
  return {
    bullmq: await loadBullMq(folder),
    name: `lazy-image-${engineInfo().fingerprint.slice(0, 16)}`,
    connection: {
      url: text,
      maxRetriesPerRequest: null,
      retryStrategy: times => Math.min(times * 100, MOST_RETRY_MS),
    },
    shownUrl: `${protocol}//${host}${pathname}`,
  }
}

async function loadBullMq(folder: string): Promise<BullMq> {
  for (const from of [join(folder, 'package.json'), import.meta.url]) {
    const file = resolveFrom(from)
    if (file !== undefined) return (await import(pathToFileURL(file).href)) as BullMq
  }
  throw new UsageError('--queue needs the packages bullmq and ioredis, which are not there: npm install bullmq ioredis')
}

function resolveFrom(from: string): string | undefined {
  try {
    return createRequire(from).resolve('bullmq')
  } catch {
    return undefined
  }
}
