import type { CacheOptions } from '@lazy-image/core'
import { openSharedStore } from '@lazy-image/core/host'
import { UsageError } from '../usage-error.js'
import { SharedStore } from './shared-store.js'

/**
 * The store that machines share.
 *
 * @param folder of the project, absolute.
 * @param needs whether what is stored there must be believed.
 * @throws {UsageError} where there is none, or no key to sign with.
 */
export async function openStore(
  remote: CacheOptions['remote'] | null,
  folder: string,
  needs: 'sources' | 'outputs',
): Promise<SharedStore> {
  const shared = await openSharedStore(remote, folder)
  if (shared === null) {
    throw new UsageError(
      'Machines of a queue need a store that they share: --cache https://host/{key}, s3://bucket or redis://host, ' +
        'the option cache.remote or LAZY_IMAGE_REMOTE_URL',
    )
  }
  if (needs === 'outputs' && !shared.mayWrite) {
    throw new UsageError(
      `What a worker stores in ${shared.name} would not be believed or may not be stored: set cache.remote.sign or ` +
        'LAZY_IMAGE_CACHE_PRIVATE_KEY to a key that others verify, and cache.remote.mode to readwrite',
    )
  }
  return new SharedStore(shared)
}
