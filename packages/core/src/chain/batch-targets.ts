import { join, parse, resolve } from 'node:path'
import { LazyImageError } from '../errors.js'
import { checkPath } from '../language/check-arguments.js'
import { fileIdentity, overSource } from './file-identity.js'
import { makeFolder } from './make-folder.js'

/**
 * Where each file's output goes: into the folder, which is made, under the file's name with another extension.
 *
 * @throws {LazyImageError} `OUTPUT_COLLISION` when a picture would be lost, `OUTPUT_UNWRITABLE`, `OPTION_INVALID`.
 */
export async function batchTargets(files: readonly string[], outDir: string, extension: string): Promise<string[]> {
  const names = files.map(file => `${parse(checkPath('files', file)).name}.${extension}`)
  const folder = await makeFolder(resolve(checkPath('outDir', outDir)))
  const targets = names.map(name => join(folder, name))
  await refuseCollisions(files, targets)
  return targets
}

async function refuseCollisions(files: readonly string[], targets: readonly string[]): Promise<void> {
  const sources = new Map<string, string>()
  for (const file of files) sources.set(await fileIdentity(file), file)
  const writers = new Map<string, string>()
  for (const [index, target] of targets.entries()) {
    const file = files[index] ?? ''
    const identity = await fileIdentity(target)
    const overwritten = sources.get(identity)
    if (overwritten !== undefined) throw overSource(target, overwritten)
    const other = writers.get(identity)
    if (other !== undefined) {
      throw new LazyImageError(
        'OUTPUT_COLLISION',
        `${other} and ${file} would both be written to ${target}; rename one, or process them into two folders`,
      )
    }
    writers.set(identity, file)
  }
}
