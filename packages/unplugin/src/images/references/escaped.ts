import type { ReferenceKind } from './reference-kind.js'

/** In markup, where an ampersand is written `&amp;`. */
export const escapedReference: ReferenceKind = {
  name: 'escaped',
  find(code, specifier) {
    const written = specifier.replaceAll('&', '&amp;')
    const start = code.indexOf(written)
    return start === -1 ? undefined : { start, end: start + written.length }
  },
}
