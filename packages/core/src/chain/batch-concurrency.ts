import { checkInteger } from '../language/check-arguments.js'

const MAX_CONCURRENCY = 1024

/** libuv's default, and the most it starts. */
const DEFAULT_POOL_SIZE = 4
const MAX_POOL_SIZE = 1024

/**
 * Worker threads of a batch: as many as asked for, else those that libuv's pool leaves free, at least one.
 *
 * @param asked 0 and undefined leave the choice.
 * @param processors that this process may use.
 * @param poolSize the environment's `UV_THREADPOOL_SIZE`.
 * @throws {LazyImageError} `OPTION_INVALID`
 */
export function batchConcurrency(asked: unknown, processors: number, poolSize: string | undefined): number {
  const wanted = asked === undefined ? 0 : checkInteger('concurrency', asked, 0, MAX_CONCURRENCY)
  return wanted > 0 ? wanted : Math.max(1, processors - threadsOfPool(poolSize))
}

/** Read as libuv reads it: with `atoi`, where what is no number is 0, 0 means 1 and a negative number is a huge one. */
function threadsOfPool(setting: string | undefined): number {
  if (setting === undefined) return DEFAULT_POOL_SIZE
  const size = Number.parseInt(setting, 10) || 1
  return size < 0 ? MAX_POOL_SIZE : Math.min(size, MAX_POOL_SIZE)
}
