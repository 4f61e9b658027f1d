import { splitId } from '../language/query.js'

/** How a module declaration names a specifier. */
export interface AmbientName {
  name: string
  /** Whether the name begins like a path from the root, which TypeScript matches but does not like to see. */
  isRooted: boolean
}

/**
 * The name under which `declare module` speaks of a specifier, and of no other as far as TypeScript allows. Undefined for
 * what no name can mean.
 *
 * TypeScript takes a name that is exactly the specifier only where that is not a path. For a path it tries patterns, in
 * which one `*` stands for any text, also none: the one with the longest beginning wins, of equals the first. A pattern
 * must not look like a relative path itself; with the `*` behind the dots it does not, and still begins with more than
 * patterns for the end of a query do, so that it goes before those. The same words from two folders are one name.
 */
export function ambientName(specifier: string): AmbientName | undefined {
  const stars = specifier.split('*').length - 1
  if (specifier.startsWith('/')) return stars === 0 ? { name: rootedName(specifier), isRooted: true } : undefined
  const [dots] = /^\.\.?(?=\/)/.exec(specifier) ?? []
  if (dots !== undefined) {
    return stars === 0 ? { name: `${dots}*${specifier.slice(dots.length)}`, isRooted: false } : undefined
  }
  // A single star of the specifier's own stands for itself, among others.
  return stars <= 1 ? { name: specifier, isRooted: false } : undefined
}

/** The `*` before the last slash of the path, or at the end where nothing is before that. */
function rootedName(specifier: string): string {
  const slash = splitId(specifier).path.lastIndexOf('/')
  return slash === 0 ? `${specifier}*` : `${specifier.slice(0, slash)}*${specifier.slice(slash)}`
}

/** Puts names into the order in which TypeScript has to see them: a pattern before those that end like it. */
export function compareNames(a: string, b: string): number {
  return depthOf(b) - depthOf(a) || (a < b ? -1 : Number(a > b))
}

/** Slashes behind the `*`; what ends in another pattern's end has more. None for exact names, whose order is free. */
function depthOf(name: string): number {
  const star = name.indexOf('*')
  return star === -1 ? 0 : name.slice(star).split('/').length - 1
}
