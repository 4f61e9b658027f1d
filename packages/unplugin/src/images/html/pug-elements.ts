import type { ElementText, PageElement } from './page-element.js'

/** A template of Pug in a component. */
const TEMPLATE = /<template\b[^>]*?\slang\s*=\s*(["']?)pug\1(?:\s[^>]*)?>([\s\S]*?)<\/template/gi

/** A tag with attributes, where Pug has tags: at the beginning of a line, behind the colon of another or in a text. */
const TAG = /(?:^[ \t]*|:[ \t]+|#\[)(?<tag>[a-z][\w-]*)(?:[#.][\w-]+)*\(/gim

/** The name of an attribute, and what says that it has a value. */
const NAME = /[\s,]*(?<quote>["']?)(?<name>[^\s"'=!,()]+)\k<quote>(?<value>\s*!?=\s*)?/y

const TEXT = /"(?:\\[\s\S]|[^"\\])*"|'(?:\\[\s\S]|[^'\\])*'|`(?:\\[\s\S]|[^`\\])*`/y

/** What makes an expression of a text in front of it or behind it. */
const OPERATOR = /[+\-*/%&|?<>=.[!^]/

/** Elements of the templates of a component that are written in Pug. */
export function listPugTemplates(component: string): PageElement[] {
  return [...component.matchAll(TEMPLATE)].flatMap(({ 0: whole, 2: pug = '', index }) =>
    listPugElements(component, index + whole.indexOf('>') + 1, pug.length),
  )
}

/** Elements of Pug with attributes, in their order. What their texts are made of by code is nobody's to read. */
export function listPugElements(text: string, offset: number = 0, length: number = text.length): PageElement[] {
  const pug = text.slice(0, offset + length)
  const found: PageElement[] = []
  for (const match of pug.slice(offset).matchAll(TAG)) {
    const { tag = '' } = match.groups ?? {}
    const opened = offset + match.index + match[0].length
    if (opened <= (found.at(-1)?.span.end ?? -1)) continue
    const { attributes, end } = readAttributes(pug, opened)
    const start = offset + match.index + match[0].lastIndexOf(tag, match[0].length)
    found.push({
      tag: tag.toLowerCase(),
      writtenTag: tag,
      parentTag: '',
      attributes,
      script: null,
      span: { start, end },
      language: 'pug',
    })
  }
  return found
}

function readAttributes(pug: string, opened: number): { attributes: Map<string, ElementText>; end: number } {
  const attributes = new Map<string, ElementText>()
  let at = opened
  for (let match = matchAt(NAME, pug, at); match !== null; match = matchAt(NAME, pug, at)) {
    const { name = '', value } = match.groups ?? {}
    const start = pug.indexOf(name, at) - (match.groups?.['quote'] === '' ? 0 : 1)
    at += match[0].length
    const text = value === undefined ? '' : matchAt(TEXT, pug, at)?.[0]
    const end = value === undefined ? at : skipExpression(pug, at)
    const isWhole = text !== undefined && !text.startsWith('`') && at + text.length === end
    // Whatever has no text of its own is there all the same.
    attributes.set(name, { value: isWhole ? readText(text) : '', span: { start, end } })
    at = end
  }
  return { attributes, end: at + (/^[\s,]*\)/.exec(pug.slice(at))?.[0].length ?? 0) }
}

/** Where the expression ends that begins somewhere: at a comma, a bracket or a space that no operator stands beside. */
function skipExpression(pug: string, from: number): number {
  let depth = 0
  let last = ''
  for (let at = from; at < pug.length; ) {
    const character = pug[at] ?? ''
    const text = matchAt(TEXT, pug, at)?.[0]
    if (text === undefined && depth === 0 && /[,)]/.test(character)) return at
    if (text === undefined && depth === 0 && /\s/.test(character)) {
      const next = pug.slice(at).trimStart()[0] ?? ''
      if (!OPERATOR.test(next) && !OPERATOR.test(last)) return at
    }
    if (/[([{]/.test(character)) depth++
    if (/[)\]}]/.test(character)) depth--
    if (/\S/.test(character)) last = text === undefined ? character : ''
    at += text?.length ?? 1
  }
  return pug.length
}

function readText(text: string): string {
  return text.slice(1, -1).replaceAll(/\\([\s\S])/g, '$1')
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at
  return pattern.exec(text)
}
