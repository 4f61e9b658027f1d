import { resolve } from 'node:path'
import { brokenRule } from '../broken-rule.js'
import { LazyImageError } from '../errors.js'
import { consoleLogger, type Logger } from '../logger.js'
import { findCacheFolder } from './find-cache-folder.js'
import type { CacheOptions, Limits, Options, ResolvedOptions } from './options.js'

/** What the machine and the bundler say where the user says nothing. */
export interface Surroundings {
  /** Absolute. */
  root: string
  /** Processors this process may use. */
  parallelism: number
  /** Bytes this process may use. */
  memory: number
}

/** Limits where the user sets none. */
export const DEFAULT_LIMITS: Required<Limits> = {
  pixels: 268_435_456,
  side: 65_535,
  fileBytes: 512 * 1024 * 1024,
  metadataBytes: 16 * 1024 * 1024,
  frames: 1000,
  animationPixels: 536_870_912,
  svgElements: 100_000,
  svgNesting: 100,
  variants: 200,
}

const COUNTED_IN_32_BITS: ReadonlySet<keyof Limits> = new Set(['side', 'frames', 'svgElements', 'svgNesting'])

const MAX_CONCURRENCY = 1024

/**
 * Options with every default filled in.
 *
 * @throws {LazyImageError} `OPTION_INVALID`, naming the option's path, the rule and the value received.
 */
export function resolveOptions(options: Options, surroundings: Surroundings): ResolvedOptions {
  if (!isObject(options)) throw brokenRule('Options', 'an object', options)
  refuseUnknown(options, '', [
    'root',
    'cache',
    'concurrency',
    'memoryBudget',
    'limits',
    'onBatch',
    'logger',
  ] satisfies (keyof Options)[])
  const root = resolve(surroundings.root, optionalString(options.root, 'root') ?? '.')
  return {
    root,
    cacheFolder: resolveCache(options.cache, root),
    concurrency: optionalInteger(options.concurrency, 'concurrency', 1, MAX_CONCURRENCY) ?? surroundings.parallelism,
    memoryBudget:
      optionalInteger(options.memoryBudget, 'memoryBudget', 1, Number.MAX_SAFE_INTEGER) ??
      Math.floor(surroundings.memory / 2),
    limits: resolveLimits(options.limits),
    onBatch: optionalFunction(options.onBatch, 'onBatch') ?? (() => {}),
    logger: optionalLogger(options.logger) ?? consoleLogger,
  }
}

function resolveCache(cache: CacheOptions | false | undefined, root: string): string | null {
  if (cache === false) return null
  if (cache === undefined) return findCacheFolder(root)
  if (!isObject(cache)) {
    throw invalid('cache', 'false or an object such as { dir: "…" }', cache)
  }
  refuseUnknown(cache, 'cache.', ['dir'] satisfies (keyof CacheOptions)[])
  const dir = optionalString(cache.dir, 'cache.dir')
  return dir === undefined ? findCacheFolder(root) : resolve(root, dir)
}

function resolveLimits(limits: Limits | undefined): Required<Limits> {
  if (limits === undefined) return DEFAULT_LIMITS
  if (!isObject(limits)) throw invalid('limits', 'an object', limits)
  const names = Object.keys(DEFAULT_LIMITS) as (keyof Limits)[]
  refuseUnknown(limits, 'limits.', names)
  const resolved = { ...DEFAULT_LIMITS }
  for (const name of names) {
    const most = COUNTED_IN_32_BITS.has(name) ? 0xffff_ffff : Number.MAX_SAFE_INTEGER
    resolved[name] = optionalInteger(limits[name], `limits.${name}`, 1, most) ?? DEFAULT_LIMITS[name]
  }
  return resolved
}

function optionalInteger(value: unknown, path: string, least: number, most: number): number | undefined {
  if (value === undefined) return undefined
  if (typeof value !== 'number' || !Number.isInteger(value) || value < least || value > most) {
    throw invalid(path, `an integer from ${least} to ${most}`, value)
  }
  return value
}

function optionalString(value: unknown, path: string): string | undefined {
  if (value === undefined) return undefined
  if (typeof value !== 'string' || value === '') throw invalid(path, 'a non-empty string', value)
  return value
}

function optionalFunction<T>(value: T | undefined, path: string): T | undefined {
  if (value !== undefined && typeof value !== 'function') throw invalid(path, 'a function', value)
  return value
}

function optionalLogger(value: Logger | undefined): Logger | undefined {
  if (value === undefined) return undefined
  if (typeof value?.info !== 'function' || typeof value.warn !== 'function') {
    throw invalid('logger', 'an object with the functions info and warn', value)
  }
  return value
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function refuseUnknown(object: object, prefix: string, known: readonly string[]): void {
  for (const key of Object.keys(object)) {
    if (!known.includes(key)) {
      throw new LazyImageError(
        'OPTION_INVALID',
        `Unknown option ${prefix}${key}; known here: ${known.map(name => prefix + name).join(', ')}`,
      )
    }
  }
}

function invalid(path: string, rule: string, received: unknown): LazyImageError {
  return brokenRule(`Option ${path}`, rule, received)
}
