import { type CacheEntry, serializeEntry } from '../cache-entry.js'

/** Makes the object of a store that holds an entry. */
export type SealEntry = (key: string, entry: CacheEntry) => Uint8Array

/** Names an entry in a store; the folders keep those small that a store has. */
export function entryName(key: string): string {
  return `v1/${key.slice(0, 2)}/${key}`
}

export const sealPlainly: SealEntry = serializeEntry
