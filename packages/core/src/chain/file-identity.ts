import { realpath } from 'node:fs/promises'
import { resolve } from 'node:path'
import { LazyImageError } from '../errors.js'

/** Equal for two paths that name one file: links are followed, and case counts only where the system lets it. */
export async function fileIdentity(path: string): Promise<string> {
  const absolute = resolve(path)
  const real = await realpath(absolute).catch(() => absolute)
  return process.platform === 'win32' || process.platform === 'darwin' ? real.toLowerCase() : real
}

/** @throws {LazyImageError} `OUTPUT_COLLISION` when the target is the source itself. */
export async function refuseOverwrite(source: string, target: string): Promise<void> {
  if ((await fileIdentity(source)) === (await fileIdentity(target))) throw overSource(target, source)
}

export function overSource(target: string, source: string): LazyImageError {
  return new LazyImageError(
    'OUTPUT_COLLISION',
    `${target} would be written over the source ${source}; choose another name or folder`,
  )
}
