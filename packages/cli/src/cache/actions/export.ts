import type { CacheAction } from '../action.js'
import { entries, entriesOf } from '../count.js'

export const exportAction: CacheAction = {
  name: 'export',
  doc: 'packs what is whole of it into a tar archive',
  hasFile: true,
  options: [],
  async run(folder, _, { file }) {
    const exported = await folder.export(file)
    const lines = [`${entriesOf(exported.entries, exported.bytes)} packed into ${file}`]
    if (exported.damaged > 0) lines.push(`${entries(exported.damaged)} damaged, and left out`)
    return { json: { file, ...exported }, lines, isGood: true }
  },
}
