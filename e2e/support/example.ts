import { cpSync, mkdirSync, symlinkSync } from 'node:fs'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Project } from './project.js'

export const EXAMPLES = fileURLToPath(new URL('../../examples', import.meta.url))

/** An example copied out of the repository, with what its package.json asks for installed, and its images cached in a folder. */
export function copyOfExample(name: string, cacheFolder: string): Project {
  const source = join(EXAMPLES, name)
  const copy = new Project({}, join(source, 'node_modules'))
  cpSync(source, copy.root, {
    recursive: true,
    filter: path => !['node_modules', 'dist'].includes(basename(path)),
  })
  mkdirSync(copy.path('node_modules/.cache'))
  symlinkSync(cacheFolder, copy.path('node_modules/.cache/lazy-image'))
  return copy
}
