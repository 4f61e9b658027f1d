import { splitId } from '@lazy-image/core/host'
import type { ReferenceKind, Span } from './reference-kind.js'

const CALL = /\bimport\.meta\.glob(?:<[^>]*>)?\(/g

const PATTERN = /(["'`])((?:\\.|(?!\1)[^\\\n])*)\1/g

/** What in a pattern is no plain text. */
const WILDCARD = /[*?[\]{}()!+@]/

/** `import.meta.glob`, which asks for each file that its pattern finds: the pattern that begins most like the file. */
export const globReference: ReferenceKind = {
  name: 'glob',
  find(code, specifier) {
    const { path } = splitId(specifier)
    let best: { span: Span; length: number } | undefined
    for (const { span, start: fixed } of patternsIn(code)) {
      if (path.startsWith(fixed) && fixed.length > (best?.length ?? -1)) best = { span, length: fixed.length }
    }
    return best?.span
  },
}

/** The patterns of all calls, with the part of each that stands before its first wildcard. */
function* patternsIn(code: string): Generator<{ span: Span; start: string }> {
  for (const { index, 0: call } of code.matchAll(CALL)) {
    const from = index + call.length
    // The first argument is a pattern or a list of them.
    const isList = code.slice(from).trimStart().startsWith('[')
    const end = isList ? code.indexOf(']', from) : code.length
    for (const match of code.slice(from, end === -1 ? undefined : end).matchAll(PATTERN)) {
      const [{ length }, , text = ''] = match
      const start = from + match.index
      yield { span: { start, end: start + length }, start: text.split(WILDCARD, 1)[0] ?? '' }
      if (!isList) break
    }
  }
}
