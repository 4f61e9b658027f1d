import type { ReferenceKind } from './reference-kind.js'

/** Without quotes, as `url()` in CSS may have it, or within a longer text. */
export const unquotedReference: ReferenceKind = {
  name: 'unquoted',
  find(code, specifier) {
    const start = code.indexOf(specifier)
    return start === -1 ? undefined : { start, end: start + specifier.length }
  },
}
