import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import type { Edit } from '@lazy-image/core/host'
import { removeItem } from './text-edits.js'
import { CLIENT_TYPES, SUCCESSOR } from './tool-names.js'

const DECLARED = /\bdeclare\s+module\s+(["'])([^"'\n]*\*[^"'\n]*)\1/g

/** Patterns by which a file declares modules to TypeScript, with where each stands. */
export function declaredPatterns(code: string): { pattern: string; index: number }[] {
  return [...code.matchAll(DECLARED)].map(({ 2: pattern = '', index }) => ({ pattern, index }))
}

/** Whether a pattern, in which one `*` stands for any text, means a specifier. */
export function matchesPattern(pattern: string, specifier: string): boolean {
  const [before = '', after = ''] = pattern.split('*', 2)
  const isLongEnough = specifier.length >= before.length + after.length
  return isLongEnough && specifier.startsWith(before) && specifier.endsWith(after)
}

/** The patterns that our types declare. */
export function ourPatterns(): readonly string[] {
  const manifest = createRequire(import.meta.url).resolve('@lazy-image/unplugin/package.json')
  return declaredPatterns(readFileSync(join(dirname(manifest), 'client.d.ts'), 'utf8')).map(({ pattern }) => pattern)
}

/**
 * The edits that put our types in the place of the tool's, or take these out where declarations of the project's own say the same:
 * TypeScript refuses two of one pattern.
 */
export function swapTypes(code: string, isDeclaredHere: boolean): Edit[] {
  return [...code.matchAll(CLIENT_TYPES)].map(found => {
    const start = found.index
    const end = start + found[0].length
    if (!isDeclaredHere) return { start: start + 1, end: end - 1, text: `${SUCCESSOR}/client` }
    const lineStart = code.lastIndexOf('\n', start) + 1
    const lineEnd = code.indexOf('\n', end) + 1 || code.length
    const isReference = /^\s*\/\/\/\s*<reference\b/.test(code.slice(lineStart, start))
    return isReference ? { start: lineStart, end: lineEnd, text: '' } : removeItem(code, { start, end })
  })
}
