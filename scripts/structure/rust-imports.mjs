import { existsSync, readFileSync } from 'node:fs'
import { join, posix } from 'node:path'
import { withoutComments, withoutRustTests, withoutTexts } from './without-comments.mjs'

/**
 * Which files of a crate name something of which others: by `use`, or by a path in the code. A `mod` alone is no import, and a
 * path means the file of its innermost module: what another file re-exports is imported from there. Tests do not count.
 *
 * @param {string} root
 * @param {string} crate folder of the crate, relative to the root.
 * @returns {Map<string, Set<string>>} for each file, relative to the root, those that it imports.
 */
export function rustImports(root, crate) {
  const files = new Map()
  readModule(root, `${crate}/src/lib.rs`, [], files)
  if (files.size === 0) readModule(root, `${crate}/src/main.rs`, [], files)
  const fileOf = new Map([...files.values()].map(({ path, file }) => [path.join('::'), file]))
  return new Map(
    [...files.values()].map(module => {
      const targets = pathsIn(module.code)
        .map(path => resolve(path, module, fileOf))
        .filter(target => target !== undefined && target !== module.file)
      return [module.file, new Set(targets)]
    }),
  )
}

function readModule(root, file, path, files) {
  if (!existsSync(join(root, file))) return
  const text = readFileSync(join(root, file), 'utf8')
  const code = withoutTexts(withoutRustTests(withoutComments(text, 'rust')), 'rust')
  const children = [...code.matchAll(/^\s*(?:pub(?:\([^)]*\))?\s+)?mod\s+(\w+)\s*;/gm)].map(([, name]) => name)
  files.set(file, { file, path, code, children: new Set(children) })
  const stem = posix.basename(file, '.rs')
  const folder = ['lib', 'main', 'mod'].includes(stem) ? posix.dirname(file) : `${posix.dirname(file)}/${stem}`
  for (const child of children) {
    const flat = `${folder}/${child}.rs`
    readModule(root, existsSync(join(root, flat)) ? flat : `${folder}/${child}/mod.rs`, [...path, child], files)
  }
}

/** Every path with `::`, those of a `use` tree written out. */
function pathsIn(code) {
  const uses = [...code.matchAll(/\buse\s+([^;]+);/g)].flatMap(([, tree]) =>
    branchesOf(tree.replace(/\s+/g, ' ').trim()),
  )
  const rest = code.replace(/\buse\s+[^;]+;/g, '')
  const inline = [...rest.matchAll(/(?<![\w:])(?:[a-z_]\w*)(?:::\w+)+/g)].map(([path]) => path)
  return [...uses, ...inline].map(path => path.split('::').map(part => part.trim()))
}

/** `a::{b, c::{d, e}}` as `a::b`, `a::c::d`, `a::c::e`; renamings left out. */
function branchesOf(tree) {
  const brace = tree.indexOf('{')
  if (brace === -1) return [tree.replace(/ as \w+$/, '')]
  const prefix = tree.slice(0, brace)
  const branches = []
  let depth = 0
  let start = brace + 1
  for (let i = brace + 1; i < tree.length; i++) {
    if (tree[i] === '{') depth++
    if ((tree[i] === ',' && depth === 0) || (tree[i] === '}' && depth-- === 0)) {
      branches.push(tree.slice(start, i).trim())
      start = i + 1
    }
  }
  return branches.filter(branch => branch !== '').flatMap(branch => branchesOf(prefix + branch))
}

function resolve([first, ...rest], module, fileOf) {
  const whole = absolute(first, rest, module)
  if (whole === undefined) return undefined
  for (let length = whole.length; length >= 0; length--) {
    const file = fileOf.get(whole.slice(0, length).join('::'))
    if (file !== undefined) return file
  }
  return undefined
}

function absolute(first, rest, { path, children }) {
  if (first === 'crate') return rest
  if (first === 'self') return [...path, ...rest]
  if (first === 'super') {
    const above = path.slice(0, -1)
    return rest[0] === 'super' ? absolute('super', rest.slice(1), { path: above, children }) : [...above, ...rest]
  }
  return children.has(first) ? [...path, first, ...rest] : undefined
}
