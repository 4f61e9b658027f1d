import type { ReferenceKind } from './reference-kind.js'

/** What Sass, Less and Stylus fill in. */
const HOLE = /[#@]?\{[^{}]*\}/g

/** A text in quotes or parentheses that has such a hole. */
const TEXT = /(["'(])([^"'()\n]*\{[^{}\n]*\}[^"'()\n]*)["')]/g

/** A text of a stylesheet that is filled in when it is compiled: the one that fits what came of it. */
export const interpolatedReference: ReferenceKind = {
  name: 'interpolated',
  find(code, specifier) {
    for (const { index, 0: whole, 2: text = '' } of code.matchAll(TEXT)) {
      const fixed = text.split(HOLE).map(part => part.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&'))
      if (fixed.length > 1 && new RegExp(`^${fixed.join('.*')}$`).test(specifier)) {
        return { start: index, end: index + whole.length }
      }
    }
    return undefined
  },
}
