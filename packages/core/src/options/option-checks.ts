import { brokenRule } from '../broken-rule.js'
import { didYouMean } from '../did-you-mean.js'
import { LazyImageError } from '../errors.js'
import type { Logger } from '../logger.js'

/** An error that names an option's path, the rule and the value received. */
export function invalidOption(path: string, rule: string, received: unknown): LazyImageError {
  return brokenRule(`Option ${path}`, rule, received)
}

/** The error for what a function of the options threw; one of ours, as of an image that it looked at, stays. */
export function failedOption(path: string, error: unknown): LazyImageError {
  if (error instanceof LazyImageError) return error
  const reason = error instanceof Error ? error.message : String(error)
  return new LazyImageError('OPTION_INVALID', `Option ${path} failed: ${reason}`, { cause: error })
}

export function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export function optionalInteger(value: unknown, path: string, least: number, most: number): number | undefined {
  if (value === undefined) return undefined
  if (typeof value !== 'number' || !Number.isInteger(value) || value < least || value > most) {
    throw invalidOption(path, `an integer from ${least} to ${most}`, value)
  }
  return value
}

export function optionalString(value: unknown, path: string): string | undefined {
  if (value === undefined) return undefined
  if (typeof value !== 'string' || value === '') throw invalidOption(path, 'a non-empty string', value)
  return value
}

export function optionalBoolean(value: unknown, path: string): boolean | undefined {
  if (value !== undefined && typeof value !== 'boolean') throw invalidOption(path, 'true or false', value)
  return value
}

export function optionalFunction<T>(value: T | undefined, path: string): T | undefined {
  if (value !== undefined && typeof value !== 'function') throw invalidOption(path, 'a function', value)
  return value
}

export function optionalLogger(value: Logger | undefined): Logger | undefined {
  if (value === undefined) return undefined
  if (typeof value?.info !== 'function' || typeof value.warn !== 'function') {
    throw invalidOption('logger', 'an object with the functions info and warn', value)
  }
  return value
}

/** A plain object, or an empty one for undefined. */
export function optionalRecord<T>(
  value: Readonly<Record<string, T>> | undefined,
  path: string,
): Readonly<Record<string, T>> {
  if (value === undefined) return {}
  if (!isObject(value)) throw invalidOption(path, 'an object', value)
  return value
}

export function oneOf<Word extends string>(value: unknown, path: string, words: readonly Word[]): Word | undefined {
  if (value === undefined) return undefined
  const word = words.find(candidate => candidate === value)
  if (word === undefined) throw invalidOption(path, `one of ${words.join(', ')}`, value)
  return word
}

/** @param adviseOn what to write for a name that belongs elsewhere; undefined where it is unknown there too. */
export function refuseUnknown(
  object: object,
  prefix: string,
  known: readonly string[],
  adviseOn: (name: string, value: unknown) => string | undefined = () => undefined,
): void {
  for (const [key, value] of Object.entries(object)) {
    if (known.includes(key)) continue
    const advice = adviseOn(key, value)
    const outcome =
      advice === undefined
        ? `; known here: ${known.map(name => prefix + name).join(', ')}${didYouMean(key, known)}`
        : `: ${advice}`
    throw new LazyImageError('OPTION_INVALID', `Unknown option ${prefix}${key}${outcome}`)
  }
}
