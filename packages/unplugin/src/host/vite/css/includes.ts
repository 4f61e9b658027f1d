import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { basename, dirname, extname, join, resolve } from 'node:path'
import { STYLESHEET } from './stylesheet.js'

/** A stylesheet as it is written. */
export interface WrittenStylesheet {
  /** Absolute path. */
  file: string
  code: string
}

/** What a stylesheet includes. */
const INCLUDE = /@(?:import|use|forward|require)\s+(?:\([^)]*\)\s*)?(?:url\()?\s*["']([^"']+)["']/g

/** A stylesheet, and after it all that it includes by relative paths. */
export async function readWithIncluded(file: string, seen = new Set<string>()): Promise<WrittenStylesheet[]> {
  if (seen.has(file)) return []
  seen.add(file)
  const code = await readFile(file, 'utf8').catch(() => '')
  const included = [...code.matchAll(INCLUDE)].flatMap(([, name = '']) => locateIncluded(name, file) ?? [])
  const others = await Promise.all(included.map(other => readWithIncluded(other, seen)))
  return [{ file, code }, ...others.flat()]
}

/** The file of an include, as the languages of stylesheets look for it. */
function locateIncluded(name: string, from: string): string | undefined {
  const path = resolve(dirname(from), name)
  const endings = STYLESHEET.test(name) ? [''] : [extname(from), '.css', '.scss', '.sass', '.less', '.styl']
  const places = [path, join(dirname(path), `_${basename(path)}`), join(path, '_index'), join(path, 'index')]
  return places.flatMap(place => endings.map(ending => place + ending)).find(candidate => existsSync(candidate))
}
