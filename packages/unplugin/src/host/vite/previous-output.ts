import { lstatSync, readdirSync, rmdirSync, rmSync, type Stats, statSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { relativePath } from '@lazy-image/core/host'
import type { Environment } from 'vite'

interface Before {
  /** What the user says of emptying, while Vite is told not to. */
  asked: boolean | null
  /** Everything that lay in the output folders, by absolute path; folders before what is in them. */
  entries: ReadonlyMap<string, Stats>
}

/**
 * Keeps what an earlier build wrote until this one has written its own. Vite empties the output folder when it begins to
 * render, before any image is made, so that one damaged picture would take a whole site away.
 */
export class PreviousOutput {
  readonly #before = new Map<Environment, Before>()
  /** Environments whose output has begun; as in Vite, a further output of the same build takes nothing away. */
  readonly #begun = new WeakSet<Environment>()

  /** To be called before Vite empties the folders. */
  keep(environment: Environment): void {
    const { config } = environment
    if (this.#begun.has(environment) || environment.mode !== 'build' || !config.build.write) return
    if (!isEmptiedByPlugin(config)) return
    this.#begun.add(environment)
    const folders = listFolders(environment)
    const asked = this.#before.get(environment)?.asked ?? config.build.emptyOutDir
    // What Vite would not empty, or warn of, stays its own.
    if (!(asked ?? folders.every(folder => isBelow(folder, config.root)))) return
    config.build.emptyOutDir = false
    this.#before.set(environment, { asked, entries: listEntries(folders) })
  }

  /** A file has changed, and another build begins. */
  beginAgain(environment: Environment): void {
    this.#begun.delete(environment)
  }

  /** Removes what nobody has written anew. To be called before others look at what was written. */
  clear(environment: Environment, written: Iterable<string>): void {
    const before = this.#before.get(environment)
    if (before === undefined) return
    this.#before.delete(environment)
    environment.config.build.emptyOutDir = before.asked
    const folders = listFolders(environment)
    const names = [...written]
    const fresh = new Set(folders.flatMap(folder => names.map(name => join(folder, name))))
    for (const [path, stats] of [...before.entries].reverse()) {
      if (stats.isDirectory()) removeEmpty(path)
      else if (!fresh.has(path) && isSame(stats, path)) rmSync(path, { force: true })
    }
  }
}

/**
 * Whether the folders are still as they were. Vite 6 has emptied them and copied its public files by now, so that what lies
 * there is of this build.
 */
function isEmptiedByPlugin({ plugins }: Environment['config']): boolean {
  return plugins.some(({ name }) => name === 'vite:prepare-out-dir')
}

function listFolders({ config: { root, build } }: Environment): string[] {
  const { output } = build.rollupOptions
  const folders = [output ?? {}].flat().map(({ dir }) => resolve(root, dir ?? build.outDir))
  return [...new Set(folders)]
}

/** All but what Vite leaves alone: the folder of another output, and a repository. */
function listEntries(folders: readonly string[]): Map<string, Stats> {
  const entries = new Map<string, Stats>()
  const add = (folder: string, names: readonly string[]) => {
    for (const name of names) {
      const path = join(folder, name)
      if (folders.includes(path)) continue
      const stats = lstatSync(path, { throwIfNoEntry: false })
      if (stats === undefined) continue
      entries.set(path, stats)
      if (stats.isDirectory()) add(path, listNames(path))
    }
  }
  for (const folder of folders)
    add(
      folder,
      listNames(folder).filter(name => name !== '.git'),
    )
  return entries
}

function listNames(folder: string): string[] {
  const isFolder = statSync(folder, { throwIfNoEntry: false })?.isDirectory() ?? false
  return isFolder ? readdirSync(folder) : []
}

/** Whether nobody has touched a file since; writing the same again is no less a touch. */
function isSame({ ino, size, ctimeMs, mtimeMs }: Stats, path: string): boolean {
  const now = lstatSync(path, { throwIfNoEntry: false })
  return now?.ino === ino && now.size === size && now.ctimeMs === ctimeMs && now.mtimeMs === mtimeMs
}

function removeEmpty(folder: string): void {
  if (listNames(folder).length > 0) return
  try {
    rmdirSync(folder)
  } catch {
    // Gone, or somebody is just writing into it.
  }
}

function isBelow(folder: string, root: string): boolean {
  const path = relativePath(root, folder)
  return relative(root, folder) !== '' && !path.startsWith('..') && resolve(root, path) === folder
}
