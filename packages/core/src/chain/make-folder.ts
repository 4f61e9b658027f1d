import { mkdir, realpath } from 'node:fs/promises'
import { LazyImageError } from '../errors.js'

/**
 * Makes a folder where it is missing.
 *
 * @returns its real path, so that a link to it is the same folder.
 * @throws {LazyImageError} `OUTPUT_UNWRITABLE`
 */
export async function makeFolder(path: string): Promise<string> {
  try {
    await mkdir(path, { recursive: true })
    return await realpath(path)
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new LazyImageError('OUTPUT_UNWRITABLE', `Cannot make the folder ${path}: ${reason}`, { cause: error })
  }
}
