import { posix } from 'node:path'
import type { Expected, RefusedRow, Row } from '../../matrix/row.js'

/** Path of a file of a row, relative to the project's root. */
export function pathInProject(row: Pick<Row, 'name'>, path: string): string {
  return path.startsWith('/') ? path.slice(1) : posix.join('src', row.name, path)
}

/** The file that a request is about, as it is called on disk. */
export function fileOfRequest(request: string): string {
  return decodeURIComponent(request.replace(/\?.*$/, ''))
}

/** Paths of all pictures of a row, relative to the project's root. */
export function picturesOf(row: Row | RefusedRow): string[] {
  const named =
    'looks' in row
      ? row.looks.flatMap(look =>
          'absent' in look ? [{ core: look.absent }] : leavesOf('value' in look ? look.value : look.is),
        )
      : []
  const paths = named.map(leaf => ('core' in leaf ? fileOfRequest(leaf.core) : leaf.source))
  return [...new Set([...paths, ...(row.pictures ?? [])].map(path => pathInProject(row, path)))]
}

export type PictureLeaf = { core: string } | { source: string }

/** The requests and pictures in what is expected. */
export function leavesOf(expected: Expected): PictureLeaf[] {
  if (typeof expected !== 'object' || expected === null) return []
  if (isPicture(expected)) return [expected]
  return Object.values(expected as Record<string, Expected>).flatMap(leavesOf)
}

export function isPicture(expected: object): expected is PictureLeaf {
  return ['core', 'source'].some(key => typeof (expected as Record<string, unknown>)[key] === 'string')
}
