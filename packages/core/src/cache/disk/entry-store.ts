import { lstat, mkdir, open, rename, rm, utimes } from 'node:fs/promises'
import { type CacheEntry, parseEntry, serializeEntry } from '../cache-entry.js'
import type { Layout } from './layout.js'
import { ForeignFile, readDated } from './read-regular.js'
import type { Session } from './session.js'

/** A larger file is no entry of ours: an output is hardly larger than the largest source. */
const MOST_BYTES = 512 * 1024 * 1024

/** A use is noted where the last one is older: who was used within the hour is young enough. */
const USE_MS = 3_600_000

/** The entry is there and is not what was written under its key. */
export const DAMAGED = Symbol('damaged')

/**
 * The entry of a key, from its file.
 *
 * @param touch whether this use is noted, as the time at which the file was read last.
 * @throws {Error} of the file system, but for a file that is not there.
 */
export async function readStored(
  layout: Layout,
  key: string,
  touch: boolean,
): Promise<CacheEntry | typeof DAMAGED | undefined> {
  const file = layout.entryFile(key)
  try {
    const found = await readDated(file, MOST_BYTES)
    if (found === undefined) return undefined
    const entry = parseEntry(key, found.content)
    if (entry === undefined) return DAMAGED
    // Whole seconds stay exactly what they are: whoever tells an entry by when it was written still knows it.
    if (touch && Date.now() - found.lastUse > USE_MS)
      await utimes(file, Date.now() / 1000, found.modified).catch(() => {})
    return entry
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
    const handle = await open(temporary, 'wx')
    try {
      await handle.writeFile(content)
      const now = Math.floor(Date.now() / 1000)
      await handle.utimes(now, now)
    } finally {
      await handle.close()
    }
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
