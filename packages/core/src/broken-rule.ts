import { inspect } from 'node:util'
import { LazyImageError } from './errors.js'

/**
 * The error for a value that breaks a rule: what must be how, and what was given instead.
 *
 * @param rule what the value must be, to follow "must be".
 */
export function brokenRule(subject: string, rule: string, received: unknown): LazyImageError {
  return new LazyImageError(
    'OPTION_INVALID',
    `${subject} must be ${rule}, but received ${show(received)} (${typeof received})`,
  )
}

function show(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value)
  return inspect(value, { depth: 0, breakLength: Number.POSITIVE_INFINITY, maxArrayLength: 3 })
}
