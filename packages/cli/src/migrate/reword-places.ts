import type { Edit } from '@lazy-image/core/host'
import type { Rewording } from './settle-call.js'

/** How far the query of a pattern may be from where that begins. */
const REACH = 4000

/**
 * The edits that put other queries in place of those that one file has.
 *
 * @returns also those of which nothing like it stands there, such as a query that is put together of parts.
 */
export function rewordPlaces(
  code: string,
  rewordings: readonly Rewording[],
): { edits: Edit[]; lost: readonly Rewording[] } {
  const edits: Edit[] = []
  const lost: Rewording[] = []
  for (const rewording of rewordings) {
    const { place, from, to } = rewording
    const found = place.text.endsWith(`?${from}`)
      ? wherever(code, place.text, from, to)
      : oneBehind(code, indexOf(code, place.line, place.column), from, to)
    if (found.length === 0) lost.push(rewording)
    edits.push(...found)
  }
  return { edits, lost }
}

/** Every time that a specifier is written, in quotes or as a URL of a style, in script or in markup. */
function wherever(code: string, specifier: string, from: string, to: string): Edit[] {
  return [plain, escaped].flatMap(write => {
    const written = write(specifier)
    const edits: Edit[] = []
    for (let at = code.indexOf(written); at !== -1; at = code.indexOf(written, at + 1)) {
      const end = at + written.length
      // A longer text that only begins like it is another specifier.
      if (!/["'`)\s]/.test(code[end] ?? ' ') || !/["'`(\s,]/.test(code[at - 1] ?? ' ')) continue
      edits.push(replaceQuery(end, write(from), write(to)))
    }
    return write === escaped && written === specifier ? [] : edits
  })
}

/** The query of a glob or of a template, of which the beginning is known. */
function oneBehind(code: string, index: number, from: string, to: string): Edit[] {
  const near = code.slice(index, index + REACH)
  for (const written of [`?${from}`, from]) {
    for (let at = near.indexOf(written); at !== -1; at = near.indexOf(written, at + 1)) {
      const end = at + written.length
      const isWhole = /["'`]/.test(near[end] ?? '') && (written !== from || /["'`]/.test(near[at - 1] ?? ''))
      if (isWhole && to !== '') return [{ start: index + end - from.length, end: index + end, text: to }]
    }
  }
  return []
}

/** @param end where the specifier ends. */
function replaceQuery(end: number, from: string, to: string): Edit {
  // Without a query there is no question mark either.
  return { start: end - from.length - (to === '' ? 1 : 0), end, text: to }
}

function indexOf(code: string, line: number, column: number): number {
  let start = 0
  for (let number = 1; number < line; number++) start = code.indexOf('\n', start) + 1
  return start + column
}

function plain(text: string): string {
  return text
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;')
}
