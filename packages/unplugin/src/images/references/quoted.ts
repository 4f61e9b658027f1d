import type { ReferenceKind } from './reference-kind.js'

/** A string: `import`, `export … from`, `import()`, `require()`, `new URL()`, and `url()` in quotes. */
export const quotedReference: ReferenceKind = {
  name: 'quoted',
  find(code, specifier) {
    for (const quote of ['"', "'", '`']) {
      const start = code.indexOf(quote + specifier + quote)
      if (start !== -1) return { start, end: start + specifier.length + 2 }
    }
    return undefined
  },
}
