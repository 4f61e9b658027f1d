import { posix } from 'node:path'
import { typescriptImportsOf } from './typescript-imports.mjs'
import { withoutComments, withoutRustTests } from './without-comments.mjs'

const TEXT = /"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.){2,}'|`(?:[^`\\]|\\[\s\S])*`/g
const NAME = /[A-Za-z_$][\w$]*/g

/**
 * What a source file names, in its code and its path. Comments, tests inside of it and sentences (texts with a space) do not
 * count: whoever adds a member need not change them.
 *
 * @typedef {object} NamedWords
 * @property {ReadonlySet<string>} texts whole texts in quotes.
 * @property {ReadonlySet<string>} identifiers as they are written, those of texts included.
 * @property {readonly string[]} parts of each identifier, in lower case with `-` between: `encodeJpeg`, `encode_jpeg` and
 *   `EncodeJpeg` are all `-encode-jpeg-`.
 * @property {ReadonlySet<string>} files its own, those that it imports, and those of the modules that it declares; without
 *   endings.
 */

/** @returns {NamedWords} */
export function namedWords(path, content) {
  const isRust = path.endsWith('.rs')
  const bare = withoutComments(content, isRust ? 'rust' : 'typescript')
  const code = (isRust ? withoutRustTests(bare) : bare).replace(TEXT, text => (/\s/.test(text.trim()) ? '' : text))
  const identifiers = new Set(`${withoutEnding(path)} ${code}`.match(NAME) ?? [])
  return {
    texts: new Set([...code.matchAll(TEXT)].map(([text]) => text.slice(1, -1))),
    identifiers,
    parts: [...identifiers].map(partsOf),
    files: new Set([path, ...(isRust ? modulesOf(path, code) : importedBy(path, content))].map(withoutEnding)),
  }
}

function importedBy(path, content) {
  return typescriptImportsOf(path, content).flatMap(({ target }) => (target === undefined ? [] : [target]))
}

function modulesOf(path, code) {
  const folder = path.replace(/\/(?:mod|lib|main)\.rs$|\.rs$/, '')
  return [...code.matchAll(/^\s*(?:pub(?:\([^)]*\))?\s+)?mod\s+(\w+)\s*;/gm)].map(([, name]) => `${folder}/${name}`)
}

function partsOf(name) {
  const parts = name.replace(/([a-z\d])([A-Z])/g, '$1-$2').replace(/([A-Z])([A-Z][a-z])/g, '$1-$2')
  return `-${parts
    .replace(/[_$]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .toLowerCase()}-`
}

const withoutEnding = path => path.replace(/(?:\/mod)?\.(?:rs|m?ts|mjs)$/, '')

/**
 * Whether a file names a thing by a word, as a part of any name: `thumbhash` is in `thumb_hash` and in `readThumbHash`.
 *
 * @param {NamedWords} named
 * @param {string} word
 * @param {readonly string[]} others names that hold the word and mean another thing, such as `blurhash` for `blur`.
 */
export function isNamed({ parts }, word, others = []) {
  const pattern = new RegExp(`-${spelled(word)}-`)
  return parts.some(name => pattern.test(others.reduce(without, name)))
}

/**
 * Whether a file names a thing that is called by an ordinary word: as a whole text, as the name of a type, by its file.
 *
 * @param {NamedWords} named
 * @param {string} word
 * @param {string} folder of its kind.
 */
export function isNamedOutright({ texts, identifiers, files }, word, folder) {
  const type = word[0].toUpperCase() + word.slice(1)
  return texts.has(word) || identifiers.has(type) || files.has(posix.join(folder, word))
}

const without = (name, other) => name.replace(new RegExp(`-${spelled(other)}-`, 'g'), '--')
const spelled = word => [...word].join('-?')
