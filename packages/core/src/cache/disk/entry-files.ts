import type { Dirent } from 'node:fs'
import { lstat, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { FILES_AT_ONCE, mapConcurrently } from '../../map-concurrently.js'
import { ENTRY_FOLDERS, ENTRY_NAMES, FORMATS, type Layout } from './layout.js'

/** A file of a cache folder that is ours. */
export interface StoredFile {
  file: string
  bytes: number
  /** Milliseconds. */
  lastUse: number
}

export interface StoredEntry extends StoredFile {
  key: string
  /** Whether it is of the format that is read; others only take room. */
  isCurrent: boolean
}

export interface StoredFiles {
  entries: StoredEntry[]
  /** What killed processes have left beside entries and the index of sources, and those of versions before in the place of claims. */
  strays: StoredFile[]
}

const STRAY_NAMES = /^[0-9a-f]{4,64}\.img\.[0-9a-f-]+\.tmp$/
const INDEX_STRAY_NAMES = /^sources\.index\.[0-9a-f-]{36}\.tmp$/
const OLD_CLAIM_NAMES = /^[0-9a-f-]{4,40}$/

/** All that is ours in a cache folder, in every format that there was. Links are not followed, and are not ours. */
export async function listStored(layout: Layout): Promise<StoredFiles> {
  const found: { path: string; key: string | undefined; isCurrent: boolean }[] = []
  for (const { name } of await filesIn(layout.folder)) {
    if (INDEX_STRAY_NAMES.test(name)) found.push({ path: join(layout.folder, name), key: undefined, isCurrent: true })
  }
  for (const format of await foldersIn(layout.folder, FORMATS)) {
    const home = join(layout.folder, format)
    const isCurrent = home === layout.home
    const folders = await foldersIn(home, ENTRY_FOLDERS)
    await mapConcurrently(folders, FILES_AT_ONCE, async folder => {
      for (const { name } of await filesIn(join(home, folder))) {
        const key = ENTRY_NAMES.exec(name)?.[1]
        const path = join(home, folder, name)
        if (key?.startsWith(folder)) found.push({ path, key, isCurrent })
        else if (STRAY_NAMES.test(name)) found.push({ path, key: undefined, isCurrent })
      }
    })
    for (const { name } of isCurrent ? [] : await filesIn(join(home, 'claims'))) {
      if (OLD_CLAIM_NAMES.test(name)) found.push({ path: join(home, 'claims', name), key: undefined, isCurrent })
    }
  }
  const stored: StoredFiles = { entries: [], strays: [] }
  await mapConcurrently(found, FILES_AT_ONCE, async ({ path, key, isCurrent }) => {
    const stats = await lstat(path).catch(() => undefined)
    if (stats === undefined || !stats.isFile()) return
    const file = { file: path, bytes: stats.size, lastUse: stats.mtimeMs }
    if (key === undefined) stored.strays.push(file)
    else stored.entries.push({ ...file, key, isCurrent })
  })
  return stored
}

async function foldersIn(folder: string, names: RegExp): Promise<string[]> {
  const found = await entriesOf(folder)
  return found.filter(entry => entry.isDirectory() && names.test(entry.name)).map(({ name }) => name)
}

async function filesIn(folder: string): Promise<Dirent[]> {
  return (await entriesOf(folder)).filter(entry => entry.isFile())
}

function entriesOf(folder: string): Promise<Dirent[]> {
  return readdir(folder, { withFileTypes: true }).catch(() => [])
}
