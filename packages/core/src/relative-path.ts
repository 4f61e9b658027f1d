import { relative, sep } from 'node:path'

/** A path relative to a folder, with forward slashes on every system. */
export function relativePath(from: string, to: string): string {
  return toSlashes(relative(from, to))
}

/** A path as bundlers write it on every system. */
export function toSlashes(path: string): string {
  return path.split(sep).join('/')
}
