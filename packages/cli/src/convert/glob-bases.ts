import { statSync } from 'node:fs'
import { dirname, isAbsolute, relative, resolve, sep } from 'node:path'

const GLOB = /[*?[\]{}()!+@]/

/** The folders that globs begin in: what lies below one keeps its place below the folder of outputs. @param folder absolute. */
export function globBases(globs: readonly string[], folder: string): string[] {
  return globs.map(glob => {
    // A name of a file may hold what means something in a glob.
    if (statSync(resolve(folder, glob), { throwIfNoEntry: false }) !== undefined) return dirname(resolve(folder, glob))
    const parts = glob.split(/[\\/]/)
    const first = parts.findIndex(part => GLOB.test(part))
    return resolve(folder, parts.slice(0, first).join(sep) || (isAbsolute(glob) ? sep : '.'))
  })
}

/** Where a file lies below the nearest of some folders; empty directly in it. */
export function folderBelow(file: string, bases: readonly string[]): string {
  const paths = bases
    .map(base => relative(base, dirname(file)))
    .filter(path => !path.startsWith('..') && !isAbsolute(path))
  return paths.sort((a, b) => a.length - b.length)[0] ?? ''
}
