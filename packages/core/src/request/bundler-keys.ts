/** Keys of bundlers: alone they leave the import to the bundler. */
export const BUNDLER_KEYS: ReadonlySet<string> = new Set(['url', 'inline', 'no-inline'])

/** Keys with which the import is the bundler's whatever else is asked. */
export const BUNDLER_ONLY_KEYS: ReadonlySet<string> = new Set(['raw', 'worker', 'sharedworker'])

/** A word of bundlers that says to us what silence says. */
export function isBundlerWord(key: string): boolean {
  return key === 'url' || key === 'no-inline'
}

/** A key that a bundler may understand, so that nothing of ours can be called so. */
export function isBundlerKey(key: string): boolean {
  return BUNDLER_KEYS.has(key) || BUNDLER_ONLY_KEYS.has(key)
}
