import { constants } from 'node:fs'
import { open } from 'node:fs/promises'

// A link would lead out of the folder, and a pipe would hold the thread that opens it for ever; Windows has neither flag.
const FLAGS = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0)

/** What is at a path instead of a file that can be ours. */
export class ForeignFile extends Error {
  override readonly name = 'ForeignFile'
}

/**
 * The content of a plain file; a link is not followed.
 *
 * @returns undefined where there is none.
 * @throws {ForeignFile} for anything else of that name, and for a file of more bytes.
 * @throws {Error} of the file system.
 */
export async function readRegular(file: string, mostBytes: number): Promise<Buffer | undefined> {
  return (await readDated(file, mostBytes))?.content
}

/** {@link readRegular}, with the second in which it was written. */
export async function readDated(
  file: string,
  mostBytes: number,
): Promise<{ content: Buffer; modified: number } | undefined> {
  try {
    const handle = await open(file, FLAGS)
    try {
      const stats = await handle.stat()
      if (!stats.isFile()) throw new ForeignFile(`${file} is no file`)
      if (stats.size > mostBytes) throw new ForeignFile(`${file} has ${stats.size} bytes, more than ${mostBytes}`)
      return { content: await handle.readFile(), modified: Math.floor(stats.mtimeMs / 1000) }
    } finally {
      await handle.close()
    }
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined
    // What the system says of a link, of a folder on Windows, and of a socket or a device without anybody behind it.
    if (code === 'ELOOP' || code === 'EISDIR' || code === 'ENXIO') throw new ForeignFile(`${file} is no file`)
    throw error
  }
}
