import { mkdirSync, readdirSync, realpathSync, rmSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { copyExample } from '../../examples/copy.mjs'
import { Project } from './project.js'

export const EXAMPLES = fileURLToPath(new URL('../../examples', import.meta.url))

/**
 * An example copied out of the repository as its README says, with what its package.json asks for installed, and its images
 * cached in a folder.
 */
export function copyOfExample(name: string, cacheFolder: string): Project {
  const copy = new Project({}, join(EXAMPLES, name, 'node_modules'))
  copyExample(name, copy.root, () => '*')
  // Of the packages of ours, the one that the copy brings itself.
  const ours = copy.path('node_modules/@lazy-image')
  const installed = readdirSync(ours).map(entry => [entry, realpathSync(join(ours, entry))] as const)
  rmSync(ours)
  mkdirSync(ours)
  for (const [entry, folder] of installed) {
    symlinkSync(entry === 'example-shared' ? copy.path('shared') : folder, join(ours, entry))
  }
  mkdirSync(copy.path('node_modules/.cache'))
  symlinkSync(cacheFolder, copy.path('node_modules/.cache/lazy-image'))
  return copy
}
