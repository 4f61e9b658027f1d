import { readFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'

/** The name in the nearest package.json that has one, else the folder's. */
export function projectName(folder: string): string {
  for (let at = folder; ; at = dirname(at)) {
    const name = nameIn(join(at, 'package.json'))
    if (name !== undefined) return name
    if (dirname(at) === at) return basename(folder) || 'project'
  }
}

function nameIn(file: string): string | undefined {
  try {
    const { name } = JSON.parse(readFileSync(file, 'utf8')) as { name?: unknown }
    return typeof name === 'string' && name !== '' ? name : undefined
  } catch {
    return undefined
  }
}
