import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, resolve } from 'node:path'
import { createPathsMatcher, getTsconfig, parseTsconfig } from 'get-tsconfig'
import { splitId } from '../language/query.js'
import { absoluteId } from '../pipeline.js'

type PathsMatcher = (specifier: string) => string[]

/**
 * Finds the images that specifiers mean without a bundler: paths, packages, and aliases that tsconfig.json (`paths`),
 * package.json (`imports`) or the options know.
 */
export class ImageLocator {
  readonly #root: string
  readonly #aliases: Readonly<Record<string, string>>
  /** By folder; of one look at a project. */
  readonly #matchers = new Map<string, readonly PathsMatcher[]>()
  readonly #files = new Map<string, string>()

  /** @param aliases absolute folders by what specifiers begin with. */
  constructor(root: string, aliases: Readonly<Record<string, string>>) {
    this.#root = root
    this.#aliases = aliases
  }

  /**
   * The absolute path, of a file that need not be there, with the query; null for a name that is no path and that nobody
   * knows.
   *
   * @param importer absolute path.
   */
  locate(specifier: string, importer: string): string | null {
    // A URL without a scheme.
    if (specifier.startsWith('//')) return null
    if (/^\.\.?\//.test(specifier)) return absoluteId(specifier, dirname(importer))
    if (specifier.startsWith('/')) {
      const inRoot = absoluteId(`.${specifier}`, this.#root)
      const candidates = [inRoot, absoluteId(specifier, this.#root)]
      return candidates.find(isThere) ?? inRoot
    }
    const { path, query } = splitId(specifier)
    const candidates = [...this.#aliased(path), ...this.#mapped(path, dirname(importer)), ...packaged(path, importer)]
    return candidates.map(candidate => absoluteId(`${candidate}?${query}`, this.#root)).find(isThere) ?? null
  }

  #aliased(path: string): string[] {
    return Object.entries(this.#aliases).flatMap(([alias, folder]) => {
      const start = alias.endsWith('/') ? alias : `${alias}/`
      return path.startsWith(start) ? join(folder, path.slice(start.length)) : []
    })
  }

  #mapped(path: string, folder: string): string[] {
    const known = this.#matchers.get(folder)
    const matchers = known ?? this.#matchersFor(folder)
    if (known === undefined) this.#matchers.set(folder, matchers)
    return matchers.flatMap(match => match(path))
  }

  /** Those of the nearest tsconfig.json, and of what it refers to where it only lists others. */
  #matchersFor(folder: string): PathsMatcher[] {
    try {
      const found =
        getTsconfig(folder, 'tsconfig.json', this.#files) ?? getTsconfig(folder, 'jsconfig.json', this.#files)
      if (found === null) return []
      const referred = (found.config.references ?? []).map(({ path }) => {
        const target = resolve(dirname(found.path), path)
        const file = target.endsWith('.json') ? target : join(target, 'tsconfig.json')
        return { path: file, config: parseTsconfig(file, this.#files) }
      })
      return [found, ...referred].flatMap(tsconfig => createPathsMatcher(tsconfig) ?? [])
    } catch {
      // A broken tsconfig.json is for the compiler to tell; without it, its aliases are unknown.
      return []
    }
  }
}

function packaged(path: string, importer: string): string[] {
  try {
    return [createRequire(importer).resolve(path)]
  } catch {
    return []
  }
}

function isThere(id: string): boolean {
  return existsSync(splitId(id).path)
}
