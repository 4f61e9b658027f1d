import jsTokens, { type JSXToken, type Token } from 'js-tokens'
import { type Literal, readArguments } from './read-arguments.js'
import { partsOf } from './source-parts.js'

/** A place in code that names several files at once, or files that only running code knows. */
export interface FilePattern {
  /** Globs of paths, relative as specifiers are; those that begin with `!` are left out. */
  globs: readonly string[]
  /** What is asked of each file, without its question mark. */
  query: string
  /** Where it begins in the file, in characters. */
  index: number
  /** As it is written, for messages. */
  text: string
  /** Whether the globs say all there is to know; else what is written is not to be told without running it. */
  isRead: boolean
}

/** Stands in messages for a value. */
const HOLE = '$' + '{…}'

type AnyToken = Token | JSXToken

/** `import.meta.glob(…)` and templates with values in them, of the scripts in a source file. */
export function findPatterns(file: string, code: string): FilePattern[] {
  return partsOf(file, code).flatMap(({ language, text, start, jsx }) => {
    if (language !== 'script') return []
    const tokens = [...(jsx ? jsTokens(text, { jsx: true }) : jsTokens(text))]
    return [...templatesIn(tokens), ...globsIn(tokens)].map(found => ({ ...found, index: found.index + start }))
  })
}

/** A value may stand for any name, as bundlers have it: each hole is a star. */
function* templatesIn(tokens: readonly AnyToken[]): Generator<FilePattern> {
  const open: { index: number; texts: string[] }[] = []
  let index = 0
  for (const { type, value } of tokens) {
    const around = open.at(-1)
    if (type === 'TemplateHead') open.push({ index, texts: [value.slice(1, -2)] })
    else if (type === 'TemplateMiddle') around?.texts.push(value.slice(1, -2))
    else if (type === 'TemplateTail' && around !== undefined) {
      open.pop()
      yield describeTemplate([...around.texts, value.slice(1, -1)], around.index)
    }
    index += value.length
  }
}

function describeTemplate(texts: readonly string[], index: number): FilePattern {
  const last = texts.at(-1) ?? ''
  const mark = last.indexOf('?')
  const [path, query] = mark === -1 ? [last, ''] : [last.slice(0, mark), last.slice(mark + 1)]
  const glob = [...texts.slice(0, -1).map(escapeGlob), escapeGlob(path)].join('*').replaceAll(/\*+/g, '*')
  // A question mark before the last hole leaves a query that nobody knows.
  const isRead = !texts.slice(0, -1).some(text => text.includes('?')) && /^\.{0,2}\//.test(texts[0] ?? '')
  return { globs: [glob], query, index, text: texts.join(HOLE), isRead }
}

function* globsIn(tokens: readonly AnyToken[]): Generator<FilePattern> {
  const words = wordsOf(tokens)
  for (const [number, { index }] of words.entries()) {
    const name = words.slice(number, number + CALL.length)
    if (name.map(({ value }) => value).join('') !== CALL.join('')) continue
    // Types of TypeScript's may stand before the arguments.
    const from = number + CALL.length
    const opening = words.findIndex(({ value }, at) => at >= from && value === '(')
    const isCall = opening === from || words[from]?.value === '<'
    if (isCall && opening !== -1) yield describeCall(readArguments(words.slice(opening)), index)
  }
}

const CALL = ['import', '.', 'meta', '.', 'glob']

/** Tokens without spaces and comments, with where each begins. */
function wordsOf(tokens: readonly AnyToken[]): (AnyToken & { index: number })[] {
  const words: (AnyToken & { index: number })[] = []
  let index = 0
  for (const token of tokens) {
    if (!/Comment$|^WhiteSpace$|^LineTerminatorSequence$/.test(token.type)) words.push({ ...token, index })
    index += token.value.length
  }
  return words
}

function describeCall([pattern, options]: readonly Literal[], index: number): FilePattern {
  const globs = [pattern].flat().filter(glob => typeof glob === 'string')
  const asked = isRecord(options) ? options['query'] : undefined
  const query = printAsked(asked)
  const isWhole = pattern !== undefined && globs.length === [pattern].flat().length && globs.length > 0
  const text = `import.meta.glob(${globs.map(glob => `'${glob}'`).join(', ') || '…'})`
  return { globs, query: query ?? '', index, text, isRead: isWhole && query !== null && options !== null }
}

/** Null for a query that only running code knows. */
function printAsked(query: Literal | undefined): string | null {
  if (query === undefined) return ''
  if (typeof query === 'string') return query.replace(/^\?/, '')
  if (!isRecord(query)) return null
  const entries = Object.entries(query)
  if (!entries.every(([, value]) => ['string', 'number', 'boolean'].includes(typeof value))) return null
  return entries.map(([key, value]) => `${key}=${encodeURIComponent(String(value))}`).join('&')
}

function isRecord(value: Literal | undefined): value is { readonly [key: string]: Literal } {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function escapeGlob(text: string): string {
  return text.replaceAll(/[()[\]{}!*?@+]/g, '\\$&')
}
