import picomatch from 'picomatch'
import { invalidOption } from './option-checks.js'
import type { Pattern } from './options.js'

/**
 * Whether an id is included and not excluded. A pattern may mean the path, or path and query together, as patterns for
 * bundlers do.
 *
 * @throws {LazyImageError} `OPTION_INVALID` for what is no pattern.
 */
export function idFilter(include: Pattern | undefined, exclude: Pattern | undefined): (id: string) => boolean {
  const included = include === undefined ? () => true : anyOf(include, 'include')
  const excluded = exclude === undefined ? () => false : anyOf(exclude, 'exclude')
  return id => {
    const normal = id.replaceAll('\\', '/')
    return included(normal) && !excluded(normal)
  }
}

function anyOf(pattern: Pattern, path: string): (id: string) => boolean {
  const patterns: readonly unknown[] = Array.isArray(pattern) ? pattern : [pattern]
  const tests = patterns.map(single => {
    if (single instanceof RegExp)
      return (text: string) => new RegExp(single.source, single.flags.replace('g', '')).test(text)
    if (typeof single === 'string' && single !== '') return picomatch(single, { dot: true })
    throw invalidOption(path, 'a glob pattern, a regular expression or a list of these', single)
  })
  return id => {
    const mark = id.indexOf('?')
    const candidates = mark === -1 ? [id] : [id.slice(0, mark), id]
    return tests.some(test => candidates.some(candidate => test(candidate)))
  }
}
