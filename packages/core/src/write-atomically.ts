import { randomUUID } from 'node:crypto'
import { mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'

/**
 * Writes a file beside its name and renames it, so that nobody ever sees half of it; makes its folder.
 *
 * @throws {Error} of the file system; nothing is left behind then.
 */
export async function writeAtomically(file: string, content: string | Uint8Array): Promise<void> {
  // Random, because a process id is shared by threads, and by processes of two containers on one volume.
  const temporary = `${file}.${randomUUID()}.tmp`
  try {
    await mkdir(dirname(file), { recursive: true })
    await writeFile(temporary, content)
    await rename(temporary, file)
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => {})
    throw error
  }
}
