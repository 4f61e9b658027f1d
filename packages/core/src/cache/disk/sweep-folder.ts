import { mkdir, readdir, rm, rmdir, stat, utimes } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { FILES_AT_ONCE, mapConcurrently } from '../../map-concurrently.js'
import { sumBytes } from '../../sum.js'
import { type Bounds, chooseVictims } from './choose-victims.js'
import { listStored, type StoredEntry } from './entry-files.js'
import type { Layout } from './layout.js'
import type { Others } from './others.js'

const DAY_MS = 86_400_000

/** Nobody is at work on one file for longer. */
const STRAY_MS = 3_600_000

/** What a sweep came to. */
export interface Swept {
  /** Entries and bytes that are left. */
  entries: number
  bytes: number
  /** Entries and bytes that are gone. */
  removed: number
  removedBytes: number
  /** Files of killed processes that are gone. */
  strays: number
}

/**
 * Deletes what is beyond the bounds and what killed processes have left, and nothing else.
 *
 * @param isInUse whether an entry is in use by who sweeps; what others use they tell themselves.
 */
export async function sweepFolder(
  layout: Layout,
  bounds: Bounds,
  others: Others,
  isInUse: (key: string) => boolean,
): Promise<Swept> {
  const leftBehind = await others.removeStrays()
  const { entries, strays } = await listStored(layout)
  // Asked for behind the list: what others began to use before is seen.
  const inUse = await others.inUse()
  const now = Date.now()
  const old = strays.filter(({ lastUse }) => lastUse < now - STRAY_MS)
  const victims = chooseVictims(
    entries,
    bounds,
    ({ key, isCurrent }) => isCurrent && (isInUse(key) || inUse.has(key)),
    now,
  )
  const gone = new Set<StoredEntry>()
  await mapConcurrently(victims, FILES_AT_ONCE, async victim => {
    if (await remove(victim.file)) gone.add(victim)
  })
  const removedStrays = await mapConcurrently(old, FILES_AT_ONCE, ({ file }) => remove(file))
  await removeEmpty(
    layout,
    [...victims, ...old].map(({ file }) => file),
  )
  const left = entries.filter(entry => !gone.has(entry))
  return {
    entries: left.length,
    bytes: sumBytes(left),
    removed: gone.size,
    removedBytes: sumBytes([...gone]),
    strays: leftBehind + removedStrays.filter(isGone => isGone).length,
  }
}

/** Whether nothing speaks for a sweep: there was one within a day, by the same bounds. */
export async function isSwept(layout: Layout, bounds: Bounds): Promise<boolean> {
  const stats = await stat(join(layout.swept, nameOf(bounds))).catch(() => undefined)
  return stats !== undefined && Math.abs(Date.now() - stats.mtimeMs) < DAY_MS
}

/** Notes that a folder was swept. What cannot be noted is done again. */
export async function noteSwept(layout: Layout, bounds: Bounds): Promise<void> {
  const name = nameOf(bounds)
  const others = (await readdir(layout.swept).catch(() => [])).filter(other => other !== name)
  for (const other of others) await rmdir(join(layout.swept, other)).catch(() => {})
  const noted = join(layout.swept, name)
  const now = new Date()
  await mkdir(noted, { recursive: true })
    .then(() => utimes(noted, now, now))
    .catch(() => {})
}

function nameOf({ maxBytes, retentionMs }: Bounds): string {
  return `${maxBytes}-${retentionMs ?? 'ever'}`
}

function remove(file: string): Promise<boolean> {
  return rm(file).then(
    () => true,
    () => false,
  )
}

/** Folders of formats before this one go with their last file. */
async function removeEmpty(layout: Layout, files: readonly string[]): Promise<void> {
  const folders = new Set(files.map(file => dirname(file)).filter(folder => dirname(folder) !== layout.home))
  for (const folder of folders) await rmdir(folder).catch(() => {})
  for (const format of new Set([...folders].map(folder => dirname(folder)))) await rmdir(format).catch(() => {})
}
