import { readFileSync } from 'node:fs'
import { originalPositionFor, sourceContentFor, TraceMap } from '@jridgewell/trace-mapping'

export interface SourcePosition {
  source: string | null
  /** 1-based. */
  line: number | null
  /** 0-based. */
  column: number | null
  /** The rest of the line in the source, from there on. */
  rest: string
}

/** Where a built file's source map says that a text comes from. The text must be in the file once. */
export function sourcePosition(file: string, text: string): SourcePosition {
  const code = readFileSync(file, 'utf8')
  const index = code.indexOf(text)
  if (index === -1 || code.includes(text, index + 1)) throw new Error(`${text} is not exactly once in ${file}`)
  const before = code.slice(0, index).split('\n')
  const map = new TraceMap(readFileSync(`${file}.map`, 'utf8'))
  const { source, line, column } = originalPositionFor(map, {
    line: before.length,
    column: before.at(-1)?.length ?? 0,
  })
  const content = source === null ? '' : (sourceContentFor(map, source) ?? '')
  return { source, line, column, rest: content.split('\n')[(line ?? 1) - 1]?.slice(column ?? 0) ?? '' }
}
