import type { CacheAction } from '../action.js'
import { entriesOf } from '../count.js'

export const clearAction: CacheAction = {
  name: 'clear',
  doc: 'deletes every entry that no running build uses, and nothing else',
  hasFile: false,
  options: [],
  async run(folder) {
    const swept = await folder.clear()
    const { removed, removedBytes, entries, bytes } = swept
    const lines = [`${entriesOf(removed, removedBytes)} deleted`]
    if (entries > 0) lines.push(`${entriesOf(entries, bytes)} in use by running builds, and left`)
    return { json: swept, lines, isGood: true }
  },
}
