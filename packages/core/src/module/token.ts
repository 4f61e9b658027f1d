import { parseRecipe, printRecipe, type Recipe } from '../plan/recipe.js'
import { escapeHtml } from '../shapes/escape-html.js'
import { type Made, READINGS, type Reading, takeReading } from './reading.js'

/** How every token begins: what does not hold this holds no token. */
export const TOKEN_START = '__LAZY_IMAGE_'

/** Stands in code for what is read off an image. Letters, digits and `_` only: no quoting can harm it. */
const TOKEN = /(data:__LAZY_IMAGE_TEXT|__LAZY_IMAGE)_([A-Za-z0-9]+)_([0-9a-f]+)__/g

export interface TokenUse {
  recipe: Recipe
  reading: Reading
  /** Whether it stands in a text, as it is, and not in code. */
  isText: boolean
  /** Where the token lies. */
  start: number
  end: number
}

/**
 * An expression for what is read off an image.
 *
 * What is not plain text goes through JSON.parse, because a bundler that folds constants would turn anything simpler
 * into a value of its own; a token folded into a longer text is still replaced rightly. The JSON is percent-encoded, so
 * that it holds nothing that ends a string or opens an expression in a template.
 */
export function readExpression(recipe: Recipe, reading: Reading, root: string): string {
  const token = `"__LAZY_IMAGE_${reading}_${hexOf(recipe, root)}__"`
  return READINGS[reading].isPlainText ? token : `/* @__PURE__ */ JSON.parse(decodeURIComponent(${token}))`
}

/**
 * What stands in a text, such as an attribute of HTML, for what is read off an image. Whoever looks through a text for
 * URLs takes it for one that holds its own data, and leaves it alone.
 */
export function textToken(recipe: Recipe, reading: Reading, root: string): string {
  return `data:__LAZY_IMAGE_TEXT_${reading}_${hexOf(recipe, root)}__`
}

function hexOf(recipe: Recipe, root: string): string {
  return Buffer.from(printRecipe(recipe, root), 'utf8').toString('hex')
}

/** The text to put in place of a token. */
export function replacementOf(reading: Reading, made: Made, isText: boolean = false): string {
  const value = takeReading(made, reading)
  if (isText) return escapeHtml(String(value))
  return READINGS[reading].isPlainText ? String(value) : encode(JSON.stringify(value))
}

/** Every token in a piece of code. */
export function findTokens(code: string, root: string): TokenUse[] {
  return [...code.matchAll(TOKEN)].flatMap(match => {
    const [text, start = '', reading = '', hex = ''] = match
    if (!isReading(reading)) return []
    return {
      recipe: parseRecipe(Buffer.from(hex, 'hex').toString('utf8'), root),
      reading,
      isText: start.startsWith('data:'),
      start: match.index,
      end: match.index + text.length,
    }
  })
}

function isReading(name: string): name is Reading {
  return Object.hasOwn(READINGS, name)
}

/** `encodeURIComponent` leaves the apostrophe, which ends strings too. */
function encode(text: string): string {
  return encodeURIComponent(text).replaceAll("'", '%27')
}
