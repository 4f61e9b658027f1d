import { engineInfo } from '../engine/engine.js'
import { checkInteger, checkOptions } from '../language/check-arguments.js'

/** What single images of this process may take together, however many are asked for at once. */
export interface ProcessSettings {
  /** Worker threads, 1–1024. Default: the processors that this process may use. */
  concurrency?: number
  /** Bytes that sources, decoded pixels and encoders may take. Default: half of the memory that this process may use. */
  memoryBudget?: number
}

const SETTINGS = ['concurrency', 'memoryBudget'] as const satisfies readonly (keyof ProcessSettings)[]

const MAX_CONCURRENCY = 1024

let settings: ProcessSettings = {}
let defaults: Required<ProcessSettings> | undefined

/**
 * Says what single images of this process may take together; each call says all of it. Batches and bundlers have options
 * of their own, and share the process's threads and memory with single images.
 *
 * @throws {LazyImageError} `OPTION_INVALID`
 */
export function configureEngine(asked: ProcessSettings): void {
  checkOptions('configureEngine', asked, SETTINGS)
  const { concurrency, memoryBudget } = asked
  settings = {
    ...(concurrency === undefined ? {} : { concurrency: checkInteger('concurrency', concurrency, 1, MAX_CONCURRENCY) }),
    ...(memoryBudget === undefined
      ? {}
      : { memoryBudget: checkInteger('memoryBudget', memoryBudget, 1, Number.MAX_SAFE_INTEGER) }),
  }
}

/** What was said, and what the machine has where nothing was; that is looked at once. */
export function processSettings(): Required<ProcessSettings> {
  if (defaults === undefined) {
    const { availableParallelism, availableMemory } = engineInfo()
    defaults = { concurrency: availableParallelism, memoryBudget: Math.floor(availableMemory / 2) }
  }
  return { ...defaults, ...settings }
}
