import type { Options, RemoteOptions } from '@lazy-image/core'
import { openSharedStore } from '@lazy-image/core/host'
import { UsageError } from '../usage-error.js'
import { SharedStore } from './shared-store.js'

/**
 * The store that machines share.
 *
 * @param address instead of the one of the options; their keys and headers go with it.
 * @param folder of the project, absolute.
 * @throws {UsageError} where there is none.
 */
export async function openStore(
  options: Options,
  address: string | undefined,
  folder: string,
): Promise<{ store: SharedStore }> {
  const { remote: own } = (typeof options.cache === 'object' ? options.cache : {}) as { remote?: RemoteOptions }
  const { store: _, ...settings } = own ?? {}
  const remote = address === undefined ? own : { ...settings, url: address }
  if (remote === undefined) {
    throw new UsageError(
      'Machines of a queue need a store that they share: --cache https://host/{key}, s3://bucket or redis://host, or the option cache.remote',
    )
  }
  const { store, seal } = await openSharedStore(remote, folder)
  return { store: new SharedStore(store, seal) }
}
