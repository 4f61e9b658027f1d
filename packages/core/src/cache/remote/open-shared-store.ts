import type { RemoteOptions } from '../../options/remote-options.js'
import type { RemoteStore } from '../../options/remote-store.js'
import { type SealEntry, sealPlainly } from './entry-object.js'
import { prepareStore } from './stores.js'

/**
 * The store of options, for whoever keeps outputs in it without a build.
 *
 * @param root the project's folder, absolute.
 * @throws {LazyImageError} `OPTION_INVALID`
 */
export async function openSharedStore(
  options: RemoteOptions,
  root: string,
): Promise<{ store: RemoteStore; seal: SealEntry }> {
  const store = options.store ?? (await prepareStore(options.url ?? '', { options, mayWrite: true, root })())
  return { store, seal: sealPlainly }
}
