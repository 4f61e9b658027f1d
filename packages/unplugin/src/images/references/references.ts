import { escapedReference } from './escaped.js'
import { globReference } from './glob.js'
import { interpolatedReference } from './interpolated.js'
import { quotedReference } from './quoted.js'
import type { ReferenceKind, Span } from './reference-kind.js'
import { unquotedReference } from './unquoted.js'

/** Every way in which code refers to images, the surest first; a new one is a file and a line here. */
const REFERENCE_KINDS: readonly ReferenceKind[] = [
  quotedReference,
  unquotedReference,
  escapedReference,
  interpolatedReference,
  globReference,
]

/** Where code refers to what became a specifier; undefined for one that a bundler made up. */
export function findReference(code: string, specifier: string): Span | undefined {
  for (const kind of REFERENCE_KINDS) {
    const span = kind.find(code, specifier)
    if (span !== undefined) return span
  }
  return undefined
}
