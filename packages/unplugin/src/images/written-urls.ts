import { extname } from 'node:path'
import { IMAGE_MENTION } from '@lazy-image/core/host'
import { findCssUrls } from './css/find-css-urls.js'

/** A URL of an image with a query, as a text of the output refers to it. */
export interface WrittenUrl {
  /** Without the escapes of the text. */
  url: string
  /** Where it begins in the text. */
  start: number
  /**
   * Whether the text is one whose references browsers follow by themselves: markup, a style or the URL of a module's
   * neighbour, and no other string of a script.
   */
  isFollowed: boolean
}

const MENTION = new RegExp(`${IMAGE_MENTION.source}\\?`, 'gi')

/** No URL of a file is longer, whatever text without quotes there is around it. */
const MOST_CHARACTERS = 4096

const QUOTES = new Set(['"', "'", '`'])

const MARKUP: ReadonlySet<string> = new Set(['.html', '.htm', '.xhtml', '.svg', '.xml'])

/** Every text in it that looks like a URL is one. */
const MANIFEST = '.webmanifest'

/** What may stand before a string that is a value; before one that is quoted in prose stands a word. */
const BEFORE_VALUE = /(?:[=([{,:?+&|;!]|=>|\b(?:return|case|default|import|from|else|of|in))$|^$/

/** A list of sources with widths or densities. */
const DESCRIBED = /\s\d*\.?\d+[wx](?:\s*,|\s*$)/

/** What stands behind the path in `new URL('…', import.meta.url)`, whatever a bundler calls that. */
const MODULE_URL = /^["'`]\s*,\s*import[._]meta\w*\.url\b/

/** What opens a reference without quotes. */
const URL_OPENS = /\burl\($/i
const ATTRIBUTE_OPENS = /[\s"'][^\s"'<>=]+=$/

/**
 * URLs of images with queries that a text refers to: strings, attributes, entries of a srcset, `url()`. What stands in
 * prose is no reference.
 *
 * @param name of the file, which says how it is read.
 */
export function* listWrittenUrls(text: string, name: string): Generator<WrittenUrl> {
  const ext = extname(name)
  let seen = 0
  let opened: Opening | undefined
  let candidates: ReadonlySet<number> | undefined
  for (const { index } of text.matchAll(MENTION)) {
    // What stands before the mention before this one is not looked at again.
    opened = findOpening(text, index, seen) ?? opened
    seen = index
    if (opened === undefined || opened === 'none' || index - opened.start > MOST_CHARACTERS) continue
    if (MARKUP.has(ext) && isForReaders(text, opened.start)) continue
    const { start, close } = opened
    const end = findClosing(text, index, close)
    const isAttribute = MARKUP.has(ext) && isInTag(text, start)
    if (!isReference(text, opened, isAttribute)) continue
    const inStyle = isStyle(text, start, ext)
    if (inStyle) candidates ??= findCandidates(text, ext)
    const isFollowed =
      ext === MANIFEST ||
      isAttribute ||
      (inStyle && (close === ')' || candidates?.has(start))) ||
      MODULE_URL.test(text.slice(end))
    yield* readEntry(text.slice(start, end), start, index - start, isFollowed)
  }
}

interface Opened {
  /** Where the text begins that may be a URL. */
  start: number
  /** What ends it; a space where nothing else does. */
  close: string
}

/** What opens the text around a mention; `none` where that is no text of its own. */
type Opening = Opened | 'none'

/** The last opening before a mention; undefined where there is none since an earlier place. */
function findOpening(text: string, mention: number, since: number): Opening | undefined {
  const least = Math.max(since, mention - MOST_CHARACTERS)
  for (let index = mention - 1; index >= least; index--) {
    const character = text[index] ?? ''
    if (QUOTES.has(character)) return { start: index + 1, close: character }
    if (character === '(' && URL_OPENS.test(text.slice(index - 4, index + 1))) return { start: index + 1, close: ')' }
    if (character === '=' && ATTRIBUTE_OPENS.test(text.slice(Math.max(0, index - 40), index + 1))) {
      return { start: index + 1, close: ' ' }
    }
    if (/[\n\r<>]/.test(character)) return 'none'
  }
  return least === since ? undefined : 'none'
}

function findClosing(text: string, mention: number, close: string): number {
  const rest = text.slice(mention, mention + MOST_CHARACTERS)
  const length = close === ' ' ? rest.search(/[\s>]/) : rest.search(close === ')' ? /[)\s]/ : /["'`\n\r]/)
  return length === -1 ? mention + rest.length : mention + length
}

function isReference(text: string, { start, close }: Opened, isAttribute: boolean): boolean {
  if (close === ')') return true
  if (close === ' ') return isAttribute
  // Escapes of whatever the text is a part of: a page in a string of a script.
  const before = text.slice(Math.max(0, start - 40), start - 1).replace(/[\\\s]+$/, '')
  return BEFORE_VALUE.test(before)
}

/** Attributes that are shown as text. */
const PROSE = /[\s"'](?:alt|title|placeholder|aria-[\w-]+)\s*=\s*["']?$/i

/** In a comment of markup, or in an attribute that people read. */
function isForReaders(text: string, index: number): boolean {
  const isComment = text.lastIndexOf('<!--', index) > text.lastIndexOf('-->', index)
  return isComment || PROSE.test(text.slice(Math.max(0, index - 80), index))
}

/** Between the brackets of a tag. */
function isInTag(text: string, index: number): boolean {
  const opened = text.lastIndexOf('<', index)
  return opened > text.lastIndexOf('>', index) && /[a-z]/i.test(text[opened + 1] ?? '')
}

function isStyle(text: string, index: number, ext: string): boolean {
  if (text.lastIndexOf('/*', index) > text.lastIndexOf('*/', index)) return false
  return ext === '.css' || (MARKUP.has(ext) && text.lastIndexOf('<style', index) > text.lastIndexOf('</style', index))
}

const STYLES = /<style\b[^>]*>([\s\S]*?)(?:<\/style|$)/gi

/** Where texts begin that `image-set()` takes for URLs without `url()` around them. */
function findCandidates(text: string, ext: string): ReadonlySet<number> {
  const styles = ext === '.css' ? [{ css: text, offset: 0 }] : [...text.matchAll(STYLES)].map(readStyle)
  return new Set(
    styles.flatMap(({ css, offset }) =>
      findCssUrls(css).flatMap(({ isUrl, span }) => (isUrl ? [] : [offset + span.start + 1])),
    ),
  )
}

function readStyle({ 0: whole, 1: css = '', index }: RegExpExecArray): { css: string; offset: number } {
  return { css, offset: index + whole.indexOf('>') + 1 }
}

/** The URL around a mention: the whole of a text, or its entry in a srcset. */
function* readEntry(text: string, offset: number, mention: number, isFollowed: boolean): Generator<WrittenUrl> {
  const isList = DESCRIBED.test(text)
  const isAlone = !isList && !/,\s/.test(text)
  // A name may hold what parts a list.
  if (!isList) yield { url: decodeEscapes(text.trim()), start: offset, isFollowed: isFollowed && isAlone }
  if (isAlone) return
  for (const { 0: part, index } of text.matchAll(/\S+/g)) {
    if (mention < index || mention >= index + part.length) continue
    yield { url: decodeEscapes(part.replaceAll(/^,+|,+$/g, '')), start: offset + index, isFollowed }
  }
}

function decodeEscapes(text: string): string {
  return text
    .replaceAll(/\\u([\da-f]{4})|\\x([\da-f]{2})/gi, (_, wide: string | undefined, narrow: string) =>
      String.fromCharCode(Number.parseInt(wide ?? narrow, 16)),
    )
    .replaceAll('\\', '')
    .replaceAll(/&(?:amp|#38|#x26);/gi, '&')
}
