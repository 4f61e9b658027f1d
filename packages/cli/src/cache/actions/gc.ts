import { optionalSize } from '@lazy-image/core/host'
import { UsageError } from '../../usage-error.js'
import type { CacheAction } from '../action.js'
import { entriesOf } from '../count.js'

export const gcAction: CacheAction = {
  name: 'gc',
  doc: 'deletes what is beyond maxSize and retention and in no use, and what killed builds have left',
  hasFile: false,
  options: ['max-size', 'retention'],
  async run(folder, cache, { options }) {
    const swept = await folder.collect({
      maxBytes: sizeOf(options['max-size']) ?? cache.maxBytes,
      retentionMs: secondsOf(options['retention']) ?? cache.retentionMs,
    })
    const { removed, removedBytes, strays, entries, bytes } = swept
    const lines = [`${entriesOf(removed, removedBytes)} deleted; ${entriesOf(entries, bytes)} left`]
    if (strays > 0) lines.push(`${strays} ${strays === 1 ? 'file' : 'files'} of killed builds deleted`)
    return { json: swept, lines, isGood: true }
  },
}

/** A size on a command line is always a text; bytes may stand without a unit. */
function sizeOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  try {
    return optionalSize(/^\d+$/.test(text) ? Number(text) : text, 'max-size')
  } catch {
    throw new UsageError(
      `Option --max-size must be a number of bytes or a size such as 500MB or 2GB, but received ${JSON.stringify(text)}`,
    )
  }
}

function secondsOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  const seconds = /^\d+$/.test(text) ? Number(text) : Number.NaN
  if (Number.isSafeInteger(seconds)) return seconds * 1000
  throw new UsageError(`Option --retention must be a whole number of seconds, but received ${JSON.stringify(text)}`)
}
