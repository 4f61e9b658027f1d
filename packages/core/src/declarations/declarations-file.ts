import { existsSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, relative, resolve } from 'node:path'
import { createFilesMatcher, getTsconfig, parseTsconfig, type TsConfigResult } from 'get-tsconfig'

const NAME = 'lazy-image.d.ts'

/** Where declarations of a project go, if its options do not say. */
export interface DeclarationsFile {
  /** Absolute. */
  file: string
  /** Whether nothing has to be listed: a tsconfig.json includes it, or there is none. */
  isIncluded: boolean
}

/**
 * The file in the root where it is there already or a tsconfig.json includes it; else in the first folder that one includes.
 *
 * @param root absolute.
 */
export function findDeclarationsFile(root: string): DeclarationsFile {
  const usual = join(root, NAME)
  const configs = configsOf(root)
  if (configs.length === 0) return { file: usual, isIncluded: true }
  const matchers = configs.map(config => createFilesMatcher(config))
  const isIncluded = (file: string) => matchers.some(includes => includes(file) !== undefined)
  if (existsSync(usual)) return { file: usual, isIncluded: isIncluded(usual) }
  const candidates = [root, ...configs.flatMap(foldersOf)].filter(folder => isBelow(folder, root))
  const file = candidates.map(folder => join(folder, NAME)).find(isIncluded)
  return { file: file ?? usual, isIncluded: file !== undefined }
}

/** The nearest tsconfig.json, and those that it refers to: that of an application may list others and hold nothing itself. */
function configsOf(root: string): TsConfigResult[] {
  try {
    const found = getTsconfig(root)
    if (found === null) return []
    const referred = (found.config.references ?? []).map(({ path }) => {
      const target = resolve(dirname(found.path), path)
      const file = target.endsWith('.json') ? target : join(target, 'tsconfig.json')
      return { path: file, config: parseTsconfig(file) }
    })
    return [found, ...referred]
  } catch {
    // A broken tsconfig.json is for the compiler to tell.
    return []
  }
}

/** Folders that a tsconfig.json includes something of, as it names them. */
function foldersOf({ path, config }: TsConfigResult): string[] {
  // Loaded as what is CommonJS: by an import it would be in every build.
  const { scan } = createRequire(import.meta.url)('picomatch') as typeof import('picomatch')
  return (config.include ?? [])
    .map(pattern => resolve(dirname(path), scan(pattern).base))
    .filter(folder => statSync(folder, { throwIfNoEntry: false })?.isDirectory())
}

function isBelow(folder: string, root: string): boolean {
  const path = relative(root, folder)
  return !path.startsWith('..') && !path.split(/[\\/]/).includes('node_modules')
}
