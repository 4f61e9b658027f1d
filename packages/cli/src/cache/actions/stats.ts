import { formatBytes } from '@lazy-image/core'
import type { CacheAction } from '../action.js'
import { entriesOf } from '../count.js'

export const statsAction: CacheAction = {
  name: 'stats',
  doc: 'tells what is in it',
  hasFile: false,
  options: [],
  async run(folder) {
    const stats = await folder.stats()
    const { entries, bytes, oldEntries, oldBytes, firstUse, lastUse, processes, maxBytes } = stats
    const lines = [stats.folder, `${entriesOf(entries, bytes)} of ${formatBytes(maxBytes)}`]
    if (firstUse !== null && lastUse !== null) lines.push(`used from ${dateOf(firstUse)} to ${dateOf(lastUse)}`)
    if (oldEntries > 0) lines.push(`${entriesOf(oldEntries, oldBytes)} of versions before, which no build reads`)
    if (processes > 0) lines.push(`${processes} ${processes === 1 ? 'process is' : 'processes are'} at work in it`)
    return { json: stats, lines, isGood: true }
  },
}

function dateOf(milliseconds: number): string {
  return new Date(milliseconds).toISOString().slice(0, 19).replace('T', ' ')
}
