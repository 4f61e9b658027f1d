import type { CacheOptions } from '../../options/cache-options.js'
import type { RemoteStore } from '../../options/remote-store.js'
import type { CacheEntry } from '../cache-entry.js'
import { sealEntry } from './envelope.js'
import { resolveRemote } from './resolve-remote.js'

/** A store for whoever keeps outputs in it without a build. */
export interface SharedRemote {
  store: RemoteStore
  /** Names it in messages, without what is secret. */
  name: string
  /** Whether what is stored there would be believed. */
  mayWrite: boolean
  /** Makes the object that holds an output, signed where there is a key. */
  seal(key: string, entry: CacheEntry): Uint8Array
}

/**
 * The store of options, or of the environment.
 *
 * @param root the project's folder, absolute.
 * @returns null for none.
 * @throws {LazyImageError} `OPTION_INVALID`
 */
export async function openSharedStore(
  remote: CacheOptions['remote'] | null,
  root: string,
): Promise<SharedRemote | null> {
  const resolved = resolveRemote({ remote: remote ?? null, mode: 'readwrite' }, root)
  if (resolved === null) return null
  const { open, name, mayWrite, signer } = resolved
  return { store: await open(), name, mayWrite, seal: (key, entry) => sealEntry(key, entry, signer) }
}
