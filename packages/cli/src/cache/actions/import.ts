import { UsageError } from '../../usage-error.js'
import type { CacheAction } from '../action.js'
import { entries } from '../count.js'

export const importAction: CacheAction = {
  name: 'import',
  doc: 'takes in what is whole of such an archive; the exit code is 1 where something is not',
  hasFile: true,
  options: [],
  async run(folder, _, { file }) {
    const imported = await folder.import(file).catch(error => {
      if (error.name === 'TarError') throw new UsageError(`${file} cannot be taken in: ${error.message}`)
      if (error.code === 'ENOENT') throw new UsageError(`There is no file ${file}`)
      throw error
    })
    const { added, known, damaged } = imported
    const lines = [`${entries(added)} taken in, ${known} known already`]
    if (damaged > 0) lines.push(`${entries(damaged)} damaged, and not taken`)
    return { json: { file, ...imported }, lines, isGood: damaged === 0 }
  },
}
