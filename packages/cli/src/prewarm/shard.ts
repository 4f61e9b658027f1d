import { UsageError } from '../usage-error.js'
import { SCHEDULERS, type Scheduler } from './schedulers.js'

/** One of several parts that are made apart from each other. */
export interface Shard {
  /** 1-based. */
  index: number
  total: number
}

export const WHOLE: Shard = { index: 1, total: 1 }

const MOST_SHARDS = 1_000_000

/**
 * The part that a command line asks for.
 *
 * @param text `i/n`, 1-based, or `auto` for what the scheduler says in the environment.
 * @throws {UsageError} for anything else, and where no scheduler says anything.
 */
export function readShard(text: string, environment: NodeJS.ProcessEnv): Shard {
  if (text === 'auto') return shardOf(environment)
  const [, index, total] = /^(\d+)\/(\d+)$/.exec(text) ?? []
  const shard = { index: Number(index), total: Number(total) }
  if (isShard(shard)) return shard
  throw new UsageError(
    `Option --shard must be auto or i/n with i from 1 to n, such as 2/4, but received ${JSON.stringify(text)}`,
  )
}

function shardOf(environment: NodeJS.ProcessEnv): Shard {
  const scheduler = SCHEDULERS.find(({ index }) => isSaid(environment[index]))
  if (scheduler === undefined) {
    const names = SCHEDULERS.map(({ index, total }) => `${index} and ${total}`).join('; ')
    throw new UsageError(`--shard auto needs what a scheduler says in the environment, but there is none of: ${names}`)
  }
  const index = readNumber(scheduler.index, environment) - scheduler.first + 1
  const shard = { index, total: readTotal(scheduler, environment) }
  if (isShard(shard)) return shard
  const { first } = scheduler
  throw new UsageError(
    `${scheduler.index} must be from ${first} to ${shard.total - 1 + first} where ${scheduler.total} is ${shard.total}, ` +
      `but is ${environment[scheduler.index]}`,
  )
}

function readTotal(scheduler: Scheduler, environment: NodeJS.ProcessEnv): number {
  if (isSaid(environment[scheduler.total])) return readNumber(scheduler.total, environment)
  const { name, index, total, advice } = scheduler
  throw new UsageError(`${index} says that this is ${name}, but ${total} is not set; ${advice}`)
}

function readNumber(name: string, environment: NodeJS.ProcessEnv): number {
  const text = environment[name] ?? ''
  if (/^\d{1,7}$/.test(text)) return Number(text)
  throw new UsageError(`${name} must be a whole number, but is ${JSON.stringify(text)}`)
}

function isSaid(text: string | undefined): boolean {
  return text !== undefined && text !== ''
}

function isShard({ index, total }: Shard): boolean {
  return index >= 1 && index <= total && total <= MOST_SHARDS
}

/**
 * The contents of which a part is made: all of them dealt out in the order of their hashes, so that parts differ by one at
 * most, whatever the files are called. Whoever sees the same contents deals alike, without a word to others.
 *
 * @param hashes of contents; equal ones are one.
 */
export function dealOut(hashes: Iterable<string>, { index, total }: Shard): ReadonlySet<string> {
  const sorted = [...new Set(hashes)].sort()
  return new Set(sorted.filter((_, rank) => rank % total === index - 1))
}
