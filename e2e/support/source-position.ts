import { readFileSync } from 'node:fs'
import { originalPositionFor, TraceMap } from '@jridgewell/trace-mapping'

/**
 * Where a built file's source map says that a text comes from. The text must be in the file once.
 *
 * @returns line 1-based, column 0-based.
 */
export function sourcePosition(
  file: string,
  text: string,
): { source: string | null; line: number | null; column: number | null } {
  const code = readFileSync(file, 'utf8')
  const index = code.indexOf(text)
  if (index === -1 || code.includes(text, index + 1)) throw new Error(`${text} is not exactly once in ${file}`)
  const before = code.slice(0, index).split('\n')
  const map = new TraceMap(readFileSync(`${file}.map`, 'utf8'))
  const { source, line, column } = originalPositionFor(map, {
    line: before.length,
    column: before.at(-1)?.length ?? 0,
  })
  return { source, line, column }
}
