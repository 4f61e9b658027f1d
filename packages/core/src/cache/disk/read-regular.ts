import { close, constants, fstat, open, read } from 'node:fs'
import { promisify } from 'node:util'

// A third of the processor's time that handles of `node:fs/promises` take for a small file.
const openFile = promisify<string, number, number>(open)
const statFile = promisify(fstat)
const readInto = promisify(read)
const closeFile = promisify(close)

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

/** A file's content, and when it was written or touched: milliseconds. */
export interface Dated {
  content: Buffer
  modified: number
}

/** {@link readRegular}, with its time. */
export async function readDated(file: string, mostBytes: number): Promise<Dated | undefined> {
  try {
    const descriptor = await openFile(file, FLAGS)
    try {
      const stats = await statFile(descriptor)
      if (!stats.isFile()) throw new ForeignFile(`${file} is no file`)
      if (stats.size > mostBytes) throw new ForeignFile(`${file} has ${stats.size} bytes, more than ${mostBytes}`)
      return { content: await readWhole(descriptor, stats.size), modified: stats.mtimeMs }
    } finally {
      await closeFile(descriptor)
    }
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined
    // What the system says of a link, of a folder on Windows, and of a socket or a device without anybody behind it.
    if (code === 'ELOOP' || code === 'EISDIR' || code === 'ENXIO') throw new ForeignFile(`${file} is no file`)
    throw error
  }
}

/** What `readFile` would do, which keeps the error of a descriptor that is not its own to itself. */
async function readWhole(descriptor: number, bytes: number): Promise<Buffer> {
  const content = Buffer.allocUnsafe(bytes)
  for (let filled = 0; filled < bytes; ) {
    const { bytesRead } = await readInto(descriptor, content, filled, bytes - filled, null)
    if (bytesRead === 0) return content.subarray(0, filled)
    filled += bytesRead
  }
  return content
}
