import { parseFlag } from './grammars/flag.js'
import type { QueryEntry } from './query.js'

/** Keys of bundlers: alone, or among themselves, they leave the import to the bundler. */
const WORDS: ReadonlySet<string> = new Set(['url', 'inline', 'no-inline', 'raw', 'worker', 'sharedworker'])

/** Words that say to us what silence says. */
const SILENT: ReadonlySet<string> = new Set(['url', 'no-inline'])

/** Whether an entry says something to the bundler; `inline=false` asks for nothing that a bundler knows. */
export function isForBundler({ key, text }: Pick<QueryEntry, 'key' | 'text'>): boolean {
  return WORDS.has(key) && !(key === 'inline' && parseFlag(text) === false)
}

/** Whether a key is a bundler's word that needs no comment beside directives. */
export function isSilentWord(key: string): boolean {
  return SILENT.has(key)
}

/** Whether a key is a bundler's word that has no meaning beside directives. */
export function isIdleWord(key: string): boolean {
  return WORDS.has(key) && key !== 'inline' && !SILENT.has(key)
}

/** Whether a bundler may understand a key, so that nothing of ours can be called so. */
export function isBundlerKey(key: string): boolean {
  return WORDS.has(key)
}
