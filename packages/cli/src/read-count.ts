import { UsageError } from './usage-error.js'

/**
 * The whole number that an option says; undefined where it is not given.
 *
 * @throws {UsageError} for anything else.
 */
export function readCount(text: string | undefined, option: string, least: number, most: number): number | undefined {
  if (text === undefined) return undefined
  const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN
  if (value >= least && value <= most) return value
  throw new UsageError(
    `Option --${option} must be a whole number from ${least} to ${most}, but received ${JSON.stringify(text)}`,
  )
}
