import jsTokens, { type JSXToken, type Token } from 'js-tokens'
import { partsOf, type SourcePart } from './source-parts.js'

/** A text in quotes. */
export interface QuotedText {
  text: string
  /** Where its quote opens in the file, in characters. */
  index: number
  /** Whether it stands where the specifier of an import does. */
  isImport: boolean
}

/** A path with an extension and perhaps a query, in quotes. */
const QUOTED_PATH = /(["'`])([^"'`?\r\n]+\.\w+(?:\?[^"'`\r\n]*)?)\1/g

const IMPORT_BEFORE = /\b(?:from|import|(?:import|require)\s*\()\s*$/

/** How far an import's words may be from its specifier, where only the text tells. */
const LOOK_BACK = 80

/**
 * The texts in quotes of a source file that are whole: neither computed nor commented out. In markup, only those that look
 * like paths.
 */
export function findTexts(file: string, code: string): QuotedText[] {
  return partsOf(file, code).flatMap(part => [
    ...(part.language === 'script' ? textsInScript(part) : pathsInMarkup(part.text, part.start)),
  ])
}

function* textsInScript({ text, start, jsx }: SourcePart): Generator<QuotedText> {
  let index = start
  let before: readonly [string, string] = ['', '']
  for (const token of tokensOf(text, jsx)) {
    const { type, value } = token
    switch (token.type) {
      case 'StringLiteral':
      case 'NoSubstitutionTemplate':
        if (token.closed) yield { text: unescapeScript(value.slice(1, -1)), index, isImport: opensImport(before) }
        break
      case 'JSXString':
        if (token.closed) yield { text: unescapeMarkup(value.slice(1, -1)), index, isImport: false }
        break
      // Also a script that was taken for text, behind type parameters that look like an element.
      case 'JSXText':
        yield* pathsInMarkup(value, index)
        break
    }
    index += value.length
    if (!/Comment$|^WhiteSpace$|^LineTerminatorSequence$/.test(type)) before = [before[1], value]
  }
}

function tokensOf(text: string, jsx: boolean): Iterable<Token | JSXToken> {
  return jsx ? jsTokens(text, { jsx: true }) : jsTokens(text)
}

function opensImport([last, latest]: readonly [string, string]): boolean {
  if (latest === '(') return last === 'import' || last === 'require'
  return latest === 'from' || latest === 'import'
}

function* pathsInMarkup(text: string, start: number): Generator<QuotedText> {
  for (const { 2: path = '', index } of text.matchAll(QUOTED_PATH)) {
    const before = text.slice(Math.max(0, index - LOOK_BACK), index)
    yield { text: unescapeMarkup(path), index: start + index, isImport: IMPORT_BEFORE.test(before) }
  }
}

function unescapeScript(text: string): string {
  return text.replaceAll(/\\(?:u\{([0-9a-f]+)\}|u([0-9a-f]{4})|x([0-9a-f]{2})|([\s\S]))/gi, (_, ...codes: string[]) => {
    const [braced, four, two, character = ''] = codes
    const code = braced ?? four ?? two
    return code === undefined ? character : String.fromCodePoint(Number.parseInt(code, 16))
  })
}

function unescapeMarkup(text: string): string {
  return text.replaceAll('&amp;', '&')
}
