import type { CacheAction } from '../action.js'
import { entries, entriesOf } from '../count.js'

export const verifyAction: CacheAction = {
  name: 'verify',
  doc: 'reads all of it, and tells which entries are damaged; the exit code is 1 where there are any',
  hasFile: false,
  options: ['remove'],
  async run(folder, _, { options }) {
    const verified = await folder.verify(options['remove'] !== undefined)
    const { damaged, unreadable, removed } = verified
    const lines = [
      ...damaged.map(file => `damaged: ${file}`),
      ...unreadable.map(file => `cannot be read: ${file}`),
      damaged.length + unreadable.length === 0
        ? `${entriesOf(verified.entries, verified.bytes)}: all whole`
        : `${damaged.length} of ${entries(verified.entries)} damaged${removed ? ' and deleted' : ''}, ${unreadable.length} cannot be read`,
    ]
    return { json: verified, lines, isGood: damaged.length + unreadable.length === 0 }
  },
}
