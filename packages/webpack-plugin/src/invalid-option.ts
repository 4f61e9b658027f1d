import { brokenRule, didYouMean, LazyImageError } from '@lazy-image/unplugin/webpack'

/** An error that names an option, the rule and the value received. */
export function invalidOption(option: string, rule: string, received: unknown): LazyImageError {
  return brokenRule(`Option ${option}`, rule, received)
}

/**
 * Refuses what is no option of a plugin.
 *
 * @throws {LazyImageError} `OPTION_INVALID`.
 */
export function refuseUnknown(plugin: string, options: object, known: readonly string[]): void {
  for (const key of Object.keys(options)) {
    if (known.includes(key)) continue
    throw new LazyImageError(
      'OPTION_INVALID',
      `Unknown option ${key} of ${plugin}; known here: ${known.join(', ')}${didYouMean(key, known)}`,
    )
  }
}
