import type { SourceInfo } from './source-info.js'

/** The pictures of a request: its own first, then those that it names for other screens. */
export type RequestSources = readonly [SourceInfo, ...SourceInfo[]]

/** @throws {RangeError} for a file that is none of them. */
export function sourceAt(sources: RequestSources, file: string): SourceInfo {
  const found = sources.find(source => source.file === file)
  if (found === undefined) throw new RangeError(`a request that does not name ${file}`)
  return found
}
