import { relative, sep } from 'node:path'

/** A path relative to a folder, with forward slashes on every system. */
export function relativePath(from: string, to: string): string {
  return relative(from, to).split(sep).join('/')
}
