import { readFileSync } from 'node:fs'
import { join, posix } from 'node:path'
import { withoutComments } from './without-comments.mjs'

// Biome writes every import in one of these forms.
const NAMES = String.raw`(?:[\w$]+\s*,?\s*)?(?:\*(?:\s+as\s+[\w$]+)?|\{[^}]*\})?`
const STATEMENT = new RegExp(
  String.raw`^(?:import|export)\s+(?<type>type\s+)?(?<names>${NAMES})\s*from\s+'(?<from>[^']+)'|^import\s+'(?<alone>[^']+)'`,
  'gm',
)
const CALL = /(?<!typeof\s)\bimport\(\s*'(?<called>[^']+)'\s*\)(?!\.[A-Z])/g

/**
 * @typedef {object} Import
 * @property {string} file that imports, relative to the root.
 * @property {number} line from 1.
 * @property {string} specifier as it is written.
 * @property {string | undefined} target the file that a relative specifier means, relative to the root.
 * @property {boolean} isType whether nothing of it is left when the code runs.
 */

/** The imports of a file, those of types included. @returns {Import[]} */
export function typescriptImports(root, file) {
  return typescriptImportsOf(file, readFileSync(join(root, file), 'utf8'))
}

/** The same of a text. @returns {Import[]} */
export function typescriptImportsOf(file, text) {
  const code = withoutComments(text)
  return [...code.matchAll(STATEMENT), ...code.matchAll(CALL)].map(match => {
    const { type, names, from, alone, called } = match.groups
    const specifier = from ?? alone ?? called
    return {
      file,
      line: code.slice(0, match.index).split('\n').length,
      specifier,
      target: specifier.startsWith('.')
        ? posix.join(posix.dirname(file), specifier).replace(/\.(m?)js$/, '.$1ts')
        : undefined,
      isType: type !== undefined || (names !== undefined && /^\{(?:\s*type\s[^,}]+,?)+\s*\}$/.test(names)),
    }
  })
}
