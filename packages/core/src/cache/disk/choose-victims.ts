import type { StoredEntry } from './entry-files.js'

export interface Bounds {
  /** Bytes of all entries. */
  maxBytes: number
  /** Milliseconds without a use after which an entry goes; null for never. */
  retentionMs: number | null
}

/**
 * The entries that must go: what has not been used for too long, then what has not been used for longest until the rest fits.
 * What is in use stays, though the rest may not fit then.
 *
 * @param now milliseconds.
 */
export function chooseVictims(
  entries: readonly StoredEntry[],
  { maxBytes, retentionMs }: Bounds,
  isInUse: (entry: StoredEntry) => boolean,
  now: number,
): StoredEntry[] {
  const oldest = retentionMs === null ? Number.NEGATIVE_INFINITY : now - retentionMs
  const victims: StoredEntry[] = []
  let bytes = entries.reduce((sum, entry) => sum + entry.bytes, 0)
  // Of one age, the key decides: two processes that look at the same time choose the same.
  const byAge = entries
    .filter(entry => !isInUse(entry))
    .sort((a, b) => a.lastUse - b.lastUse || (a.key < b.key ? -1 : 1))
  for (const entry of byAge) {
    if (entry.lastUse >= oldest && bytes <= maxBytes) break
    victims.push(entry)
    bytes -= entry.bytes
  }
  return victims
}
