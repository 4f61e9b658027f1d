import type { ResolvedCache } from '../../dist/options/cache-options.js'

/** A cache in a folder, as the options have it where they say nothing else. */
export function cacheIn(folder: string, cache: Partial<ResolvedCache> = {}): ResolvedCache {
  return {
    folder,
    maxBytes: 10_000_000_000,
    retentionMs: null,
    mode: 'readwrite',
    forgottenBy: null,
    remote: null,
    ...cache,
  }
}
