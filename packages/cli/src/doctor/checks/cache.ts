import { constants } from 'node:fs'
import { access } from 'node:fs/promises'
import { dirname } from 'node:path'
import { formatBytes } from '@lazy-image/core'
import { CacheFolder, resolveCache } from '@lazy-image/core/host'
import { entriesOf } from '../../cache/count.js'
import type { Check } from '../check.js'

export const cacheCheck: Check = {
  name: 'cache',
  async run({ options, root }) {
    const cache = resolveCache(options.cache, root)
    if (cache === null) return { json: { folder: null }, lines: ['none: the options want none'], problem: null }
    const folder = new CacheFolder(cache)
    const [stats, { damaged, unreadable }] = await Promise.all([folder.stats(), folder.verify(false)])
    const { entries, bytes, maxBytes } = stats
    return {
      json: { ...stats, damaged, unreadable },
      lines: [cache.folder, `${entriesOf(entries, bytes)} of ${formatBytes(maxBytes)}`],
      problem: problemOf(
        damaged.length,
        unreadable.length,
        cache.mode === 'read' || (await isWritable(cache.folder)),
        cache.forgottenBy,
      ),
    }
  },
}

function problemOf(
  damaged: number,
  unreadable: number,
  isWritable: boolean,
  forgottenBy: string | null,
): string | null {
  if (!isWritable)
    return "it cannot be written; make it writable, or set cache.dir to another folder, or cache.mode to 'read'"
  if (unreadable > 0) return `${unreadable} of its files cannot be read; make them readable, or delete them`
  if (damaged > 0) return `${damaged} of its files are damaged; delete them with: lazy-image cache verify --remove`
  if (forgottenBy !== null) return `${forgottenBy} keeps it only where the project says so; see docs/ci.md`
  return null
}

/** Whether a folder can be written, or made where it is not there yet. */
async function isWritable(folder: string): Promise<boolean> {
  for (let at = folder; ; at = dirname(at)) {
    const found = await access(at, constants.W_OK).then(
      () => true,
      (error: NodeJS.ErrnoException) => (error.code === 'ENOENT' && dirname(at) !== at ? undefined : false),
    )
    if (found !== undefined) return found
  }
}
