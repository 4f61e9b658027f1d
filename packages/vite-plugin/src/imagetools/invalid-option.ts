import { inspect } from 'node:util'
import { LazyImageError } from '@lazy-image/unplugin/vite'

/** An error that names an option, the rule and the value received. */
export function invalidOption(option: string, rule: string, received: unknown): LazyImageError {
  const shown = inspect(received, { depth: 0, breakLength: Number.POSITIVE_INFINITY })
  return new LazyImageError('OPTION_INVALID', `Option ${option} of imagetools() must be ${rule}, but received ${shown}`)
}
