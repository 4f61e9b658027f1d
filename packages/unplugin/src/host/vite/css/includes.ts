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

/** How long what has been read is taken for what is there, in milliseconds: an alias is asked for a stylesheet's references in a burst. */
const BURST = 50

const RECENT = new Map<string, Promise<WrittenStylesheet[]>>()

/** A stylesheet, and after it all that it includes by relative paths, as they are now. */
export function readWithIncluded(file: string): Promise<WrittenStylesheet[]> {
  return read(file, new Set())
}

/** The same for who asks once for each reference, and can do with what was there a moment ago. */
export function readInBurst(file: string): Promise<WrittenStylesheet[]> {
  const known = RECENT.get(file)
  if (known !== undefined) return known
  const reading = readWithIncluded(file)
  RECENT.set(file, reading)
  setTimeout(() => RECENT.delete(file), BURST).unref()
  return reading
}

async function read(file: string, seen: Set<string>): Promise<WrittenStylesheet[]> {
  if (seen.has(file)) return []
  seen.add(file)
  const code = await readFile(file, 'utf8').catch(() => '')
  const included = [...code.matchAll(INCLUDE)].flatMap(([, name = '']) => locateIncluded(name, file) ?? [])
  const others = await Promise.all(included.map(other => read(other, seen)))
  return [{ file, code }, ...others.flat()]
}

/** The file of an include, as the languages of stylesheets look for it. */
function locateIncluded(name: string, from: string): string | undefined {
  const path = resolve(dirname(from), name)
  const endings = STYLESHEET.test(name) ? [''] : [extname(from), '.css', '.scss', '.sass', '.less', '.styl']
  const places = [path, join(dirname(path), `_${basename(path)}`), join(path, '_index'), join(path, 'index')]
  return places.flatMap(place => endings.map(ending => place + ending)).find(candidate => existsSync(candidate))
}
