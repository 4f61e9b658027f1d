import { readFile } from 'node:fs/promises'
import { LazyImageError } from '@lazy-image/core'
import { writeAtomically } from '@lazy-image/core/host'

/**
 * Writes an output where nothing else is.
 *
 * @param mayOverwrite what is in its place, though it is another file.
 * @returns whether it was written; what is there already, byte for byte, is not.
 * @throws {LazyImageError} `OUTPUT_COLLISION` or `OUTPUT_UNWRITABLE`
 */
export async function writeOutput(file: string, data: Uint8Array, mayOverwrite: boolean): Promise<boolean> {
  const present = await readFile(file).catch(() => undefined)
  if (present?.equals(data)) return false
  if (present !== undefined && !mayOverwrite) {
    throw new LazyImageError(
      'OUTPUT_COLLISION',
      `${file} is there already and differs; say --overwrite, or another --out`,
    )
  }
  await writeAtomically(file, data).catch((error: NodeJS.ErrnoException) => {
    throw new LazyImageError('OUTPUT_UNWRITABLE', `Cannot write ${file}: ${error.message}`, { cause: error })
  })
  return true
}
