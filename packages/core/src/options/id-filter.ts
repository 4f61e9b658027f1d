import { createRequire } from 'node:module'
import { invalidOption } from './option-checks.js'
import type { Pattern } from './options.js'

/**
 * Whether an id is included and not excluded. A pattern may mean the path, or path and query together, as patterns for
 * bundlers do; a function decides by both.
 *
 * @param path of the option that says what is included, for errors.
 * @throws {LazyImageError} `OPTION_INVALID` for what is no pattern.
 */
export function idFilter(
  include: Pattern | undefined,
  exclude: Pattern | undefined,
  path = 'include',
): (id: string) => boolean {
  const included = include === undefined ? () => true : anyOf(include, path)
  const excluded = exclude === undefined ? () => false : anyOf(exclude, 'exclude')
  return id => {
    const normal = id.replaceAll('\\', '/')
    return included(normal) && !excluded(normal)
  }
}

function anyOf(pattern: Pattern, path: string): (id: string) => boolean {
  const patterns: readonly unknown[] = Array.isArray(pattern) ? pattern : [pattern]
  const tests = patterns.map(single => {
    if (typeof single === 'function') return single as (id: string) => boolean
    const matches = matcher(single, path)
    return (id: string) => matches(id.replace(/\?.*$/, '')) || matches(id)
  })
  return id => tests.some(test => test(id))
}

function matcher(single: unknown, path: string): (text: string) => boolean {
  if (single instanceof RegExp) {
    return text => {
      // A global or sticky one would go on from where it last matched.
      single.lastIndex = 0
      return single.test(text)
    }
  }
  if (typeof single === 'string' && single !== '') return globMatcher(single)
  throw invalidOption(path, 'a glob pattern, a regular expression, a function or a list of these', single)
}

function globMatcher(glob: string): (text: string) => boolean {
  // Loaded for whoever has globs.
  const picomatch = createRequire(import.meta.url)('picomatch') as typeof import('picomatch')
  return picomatch(glob, { dot: true })
}
