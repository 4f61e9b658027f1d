import { readdirSync } from 'node:fs'
import { join } from 'node:path'

/** Files with an ending below a folder, in a fixed order, as paths relative to `root` with `/`. */
export function sourceFiles(root, folder, ending) {
  return readdirSync(join(root, folder), { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap(entry => {
      const path = `${folder}/${entry.name}`
      if (entry.isDirectory()) return entry.name === 'node_modules' ? [] : sourceFiles(root, path, ending)
      return entry.name.endsWith(ending) ? [path] : []
    })
}
