import { stripVTControlCharacters } from 'node:util'

/** What the command lines of Rollup and Vite make of an error: message, place, code frame. */
export function errorText(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const { id, loc, frame } = error as Error & { id?: string; loc?: { line: number; column: number }; frame?: string }
  const place = id === undefined ? '' : `${id}${loc === undefined ? '' : `:${loc.line}:${loc.column}`}`
  return stripVTControlCharacters([error.message, place, frame ?? ''].filter(part => part !== '').join('\n'))
}
