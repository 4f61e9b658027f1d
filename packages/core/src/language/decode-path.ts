import { existsSync } from 'node:fs'

/** `with%20space.png` stands for the file `with space.png`, where no file is really called so. */
export function decodePath(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}

/** The file that the path of an id names: the one called so, else the one that it stands for when it is decoded. */
export function locateFile(path: string): string {
  if (!path.includes('%') || existsSync(path)) return path
  const decoded = decodePath(path)
  return existsSync(decoded) ? decoded : path
}
