import { type ResultDirective, resultDirective } from '../directive.js'
import type { Grammar } from '../grammars/grammar.js'
import { listShapes, type Shape } from '../shape.js'

/** Another picture, where a media query holds. */
export interface DirectedFile {
  /** In CSS's words, such as `(prefers-color-scheme: dark)`. */
  readonly media: string
  /** Relative to the picture that the import names. */
  readonly path: string
}

/** What is asked for most, in one word each. */
const WORDS: ReadonlyMap<string, string> = new Map([
  ['dark', '(prefers-color-scheme: dark)'],
  ['light', '(prefers-color-scheme: light)'],
  ['portrait', '(orientation: portrait)'],
  ['landscape', '(orientation: landscape)'],
])

const SPELLINGS = [...WORDS.keys(), 'print', 'screen']

/** A query of a list, with parentheses written `_`. */
const QUERY = /^(?:(?:(?:not|only)\s+)?(?:all|print|screen)|(?:not\s+)?_)(?:\s+(?:and|or)\s+(?:not\s+)?_)*$/i

/** A scheme, or a path that begins at some root: neither is beside the picture. */
const ELSEWHERE = /^(?:[/\\]|[a-z][a-z\d+.-]*:)/i

const files: Grammar<readonly DirectedFile[]> = {
  rule:
    'media queries with a picture behind a colon each, separated by ;, such as dark:hero-dark.jpg or ' +
    '(max-width: 600px):../tall/hero.jpg, as seen from the picture',
  spellings: [],
  type: 'string',
  schema: { type: 'string', pattern: '.:.' },
  parse: parseDirectedFiles,
  spellingsOf(text) {
    const bad = text.split(';').find(part => parseFile(part) === undefined) ?? ''
    return { word: split(bad)?.query ?? bad, spellings: SPELLINGS }
  },
  print: value => value.map(({ media, path }) => `${media}:${path}`).join(';'),
}

/** Undefined where the text breaks the rule. */
export function parseDirectedFiles(text: string): readonly DirectedFile[] | undefined {
  const parsed = text.split(';').map(parseFile)
  return parsed.every(file => file !== undefined) ? parsed : undefined
}

function parseFile(text: string): DirectedFile | undefined {
  const parts = split(text)
  if (parts === undefined || parts.path === '' || ELSEWHERE.test(parts.path)) return undefined
  const media = expandWords(parts.query)
  const isQuery = flatten(media)
    .split(',')
    .every(query => QUERY.test(query.trim()))
  return isQuery ? { media, path: parts.path } : undefined
}

/** At the first colon that is in no parentheses: a path may hold others. */
function split(text: string): { query: string; path: string } | undefined {
  let depth = 0
  for (const { 0: character, index } of text.matchAll(/[():]/g)) {
    if (character === '(') depth++
    else if (character === ')') depth--
    else if (depth === 0) return { query: text.slice(0, index).trim(), path: text.slice(index + 1).trim() }
  }
  return undefined
}

/** Words of ours that stand where a condition may, and not in one. */
function expandWords(query: string): string {
  let depth = 0
  return query.replaceAll(/[()]|[a-z]+/gi, part => {
    if (part === '(') depth++
    if (part === ')') depth--
    return depth === 0 ? (WORDS.get(part.toLowerCase()) ?? part) : part
  })
}

function flatten(media: string): string {
  let flat = media.replaceAll('_', '-')
  while (/\([^()]+\)/.test(flat)) flat = flat.replaceAll(/\([^()]+\)/g, '_')
  return flat
}

/**
 * The directive that shows other pictures on other screens.
 *
 * @param shapes all that there are.
 */
export function mediaDirective(shapes: readonly Shape[]): ResultDirective<'media', readonly DirectedFile[]> {
  return resultDirective({
    name: 'media',
    group: 'element',
    doc:
      'Other pictures where a media query holds, the first that does: art direction, and pairs for dark and light pages. `dark`, ' +
      '`light`, `portrait` and `landscape` are short for their queries. A path is as seen from the picture, and all else that ' +
      'is asked for is asked of each picture.',
    examples: [
      ['dark:hero-dark.jpg', 'the picture `hero-dark.jpg` beside this one, for whoever prefers dark pages'],
      ['(max-width:600px):./hero-tall.jpg', 'another one on narrow screens'],
      ['dark and portrait:hero-tall-dark.jpg;dark:hero-dark.jpg;portrait:hero-tall.jpg', 'four in all'],
    ],
    grammar: files,
    apply: (value, draft) => {
      draft.files = value
    },
    ineffective: ({ shape }) =>
      shape.takes.media
        ? undefined
        : `with as=${shape.name}, which is one picture on every screen; ${listShapes(shapes, ({ takes }) => takes.media)} have a place for others`,
  })
}
