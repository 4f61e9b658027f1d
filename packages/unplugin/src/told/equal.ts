import type { LazyImageError, SourceLocation } from '@lazy-image/core'
import { groupBy } from '@lazy-image/core/host'
import { printPlace } from './place.js'

/** Something that is told of one import. */
export interface Told {
  readonly code: LazyImageError['code']
  readonly message: string
  /** The import as it is written. */
  readonly request: string
  readonly location: SourceLocation | undefined
}

/** Groups of what says the same of several imports: one mistake, told once, however often it was made. */
export function groupEqual<One>(all: readonly One[], toldOf: (one: One) => Told): [One, ...One[]][] {
  const groups = groupBy(all, one => {
    const { code, message } = toldOf(one)
    return `${code} ${message}`
  })
  return [...groups.values()] as [One, ...One[]][]
}

/** Where else the same is to be told, behind what is told of the first import; nothing where there is no other. */
export function wordOthers(others: readonly Told[], root: string): string {
  if (others.length === 0) return ''
  const places = groupBy(others, ({ location }) => (location === undefined ? '' : printPlace(location, root)))
  const lines = [...places].map(([place, { length, 0: only }]) => {
    const requests = length === 1 && only !== undefined ? only.request : `${length} images`
    return `  ${place === '' ? '' : `${place} `}${requests}`
  })
  const count = others.length === 1 ? '1 more import' : `${others.length} more imports`
  return `\nThe same of ${count}:\n${lines.join('\n')}`
}
