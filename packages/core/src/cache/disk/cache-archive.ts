import { randomUUID } from 'node:crypto'
import { mkdir, open, rename, rm, utimes } from 'node:fs/promises'
import { dirname } from 'node:path'
import { parseEntry } from '../cache-entry.js'
import { listStored } from './entry-files.js'
import { DAMAGED, MOST_BYTES, readStored, writeStored } from './entry-store.js'
import type { Layout } from './layout.js'
import { readRegular } from './read-regular.js'
import type { Session } from './session.js'
import { readTar, TAR_END, tarFile } from './tar.js'

/** What went into an archive. */
export interface Exported {
  entries: number
  bytes: number
  /** Entries that are damaged, and were left out. */
  damaged: number
}

/** What came out of one. */
export interface Imported {
  /** Entries that are here now and were not before. */
  added: number
  /** Entries that were here already. */
  known: number
  /** Entries that are damaged, and were not taken. */
  damaged: number
}

/** An entry's name in an archive, whatever folder was packed. */
const ENTRY = /(?:^|\/)v3\/([0-9a-f]{2})\/([0-9a-f]{4,64})\.img$/

/**
 * Packs what is whole of a cache, in the order of its keys, with the times of last uses.
 *
 * @param file absolute; replaced when the archive is whole.
 * @throws {Error} of the file system.
 */
export async function exportEntries(layout: Layout, file: string): Promise<Exported> {
  const exported: Exported = { entries: 0, bytes: 0, damaged: 0 }
  const entries = (await listStored(layout)).entries.filter(({ isCurrent }) => isCurrent)
  entries.sort((a, b) => (a.key < b.key ? -1 : 1))
  const temporary = `${file}.${randomUUID()}.tmp`
  await mkdir(dirname(file), { recursive: true })
  try {
    const handle = await open(temporary, 'wx')
    try {
      for (const { file: path, key, lastUse } of entries) {
        const content = await readRegular(path, MOST_BYTES).catch(() => Buffer.alloc(0))
        if (content === undefined) continue
        if (parseEntry(key, content) === undefined) exported.damaged++
        else {
          const name = `v3/${key.slice(0, 2)}/${key}.img`
          await handle.writeFile(tarFile({ name, content, modified: Math.floor(lastUse / 1000) }))
          exported.entries++
          exported.bytes += content.length
        }
      }
      await handle.writeFile(TAR_END)
    } finally {
      await handle.close()
    }
    await rename(temporary, file)
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => {})
    throw error
  }
  return exported
}

/**
 * Takes in the entries of an archive that are whole and not here yet; names other than those of entries are passed over.
 *
 * @throws {TarError} for what is no archive; what came before is kept.
 * @throws {Error} of the file system.
 */
export async function importEntries(layout: Layout, session: Session, file: string): Promise<Imported> {
  const imported: Imported = { added: 0, known: 0, damaged: 0 }
  const handle = await open(file, 'r')
  try {
    for await (const { name, content, modified } of readTar(handle, MOST_BYTES, name => ENTRY.test(name))) {
      const [, folder = '', key = ''] = ENTRY.exec(name) ?? []
      const entry = key.startsWith(folder) ? parseEntry(key, content) : undefined
      if (entry === undefined) {
        imported.damaged++
        continue
      }
      const own = await readStored(layout, key)
      if (own !== undefined && own !== DAMAGED) {
        imported.known++
        continue
      }
      await writeStored(layout, session, key, entry)
      const lastUse = Math.min(modified, Math.floor(Date.now() / 1000))
      await utimes(layout.entryFile(key), lastUse, lastUse).catch(() => {})
      imported.added++
    }
  } finally {
    await handle.close()
  }
  return imported
}
