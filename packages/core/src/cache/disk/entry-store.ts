import { lstat, mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { type CacheEntry, parseEntry, serializeEntry } from '../cache-entry.js'
import type { Layout } from './layout.js'
import { ForeignFile, readDated } from './read-regular.js'
import type { Session } from './session.js'

/** A larger file is no entry of ours: an output is hardly larger than the largest source. */
export const MOST_BYTES = 512 * 1024 * 1024

/** The entry is there and is not what was written under its key. */
export const DAMAGED = Symbol('damaged')

/** An entry as it lies there. */
export interface Stored {
  entry: CacheEntry
  /** Milliseconds. */
  lastUse: number
}

/** The entry of a key, from its file. @throws {Error} of the file system, but for a file that is not there. */
export async function readStored(layout: Layout, key: string): Promise<Stored | typeof DAMAGED | undefined> {
  try {
    const found = await readDated(layout.entryFile(key), MOST_BYTES)
    if (found === undefined) return undefined
    const entry = parseEntry(key, found.content)
    return entry === undefined ? DAMAGED : { entry, lastUse: found.modified }
  } catch (error) {
    if (error instanceof ForeignFile) return DAMAGED
    throw error
  }
}

/**
 * Keeps an entry: written apart and moved to its place, so that whoever reads sees it whole or not at all.
 *
 * @throws {Error} of the file system.
 */
export async function writeStored(layout: Layout, session: Session, key: string, entry: CacheEntry): Promise<void> {
  const content = serializeEntry(key, entry)
  if (content.length > MOST_BYTES) return
  const folder = layout.entryFolder(key)
  const temporary = session.temporary()
  try {
    await mkdir(folder, { recursive: true })
    // A link would lead out of the cache.
    if (!(await lstat(folder)).isDirectory()) return
    await writeFile(temporary, content, { flag: 'wx' })
    await rename(temporary, layout.entryFile(key))
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => {})
    if (!isOccupied(error)) throw error
  }
}

export async function isStored(layout: Layout, key: string): Promise<boolean> {
  return lstat(layout.entryFile(key)).then(
    stats => stats.isFile(),
    () => false,
  )
}

/** Whether somebody's folder lies in the place of an entry, or a file in that of its folder. */
function isOccupied(error: unknown): boolean {
  return ['EISDIR', 'ENOTEMPTY', 'EEXIST'].includes((error as NodeJS.ErrnoException).code ?? '')
}
