import { brokenRule, type LazyImageError } from '@lazy-image/unplugin/vite'

/** An error that names an option, the rule and the value received. */
export function invalidOption(option: string, rule: string, received: unknown): LazyImageError {
  return brokenRule(`Option ${option} of imagetools()`, rule, received)
}
