import { readFileSync } from 'node:fs'
import { join, posix } from 'node:path'
import { typescriptImports } from './typescript-imports.mjs'
import { withoutComments, withoutRustTests } from './without-comments.mjs'

/**
 * The members of a kind, as its list names them: the files that it imports for their values, or the modules that it declares.
 *
 * @param {string} root
 * @param {string} list path of the list, relative to the root.
 * @param {string} folder from which members come, relative to the root; of TypeScript's imports, others are none.
 * @returns {string[]} names of files or folders, without endings.
 */
export function memberNames(root, list, folder) {
  if (list.endsWith('.rs')) {
    const code = withoutRustTests(withoutComments(readFileSync(join(root, list), 'utf8'), 'rust'))
    return [...code.matchAll(/^\s*(?:pub(?:\([^)]*\))?\s+)?mod\s+(\w+)\s*;/gm)].map(([, name]) => name)
  }
  return typescriptImports(root, list)
    .filter(({ target, isType }) => !isType && target !== undefined && target.startsWith(`${folder}/`))
    .map(({ target }) => posix.basename(target, '.ts'))
}
