import { parseRecipe, printRecipe, type Recipe } from '../plan/recipe.js'
import { type Made, READINGS, type Reading, takeReading } from './reading.js'

/** How every token begins: what does not hold this holds no token. */
export const TOKEN_START = '__LAZY_IMAGE_'

/** Stands in code for what is read off an image. Letters, digits and `_` only: no quoting can harm it. */
const TOKEN = /__LAZY_IMAGE_([A-Za-z0-9]+)_([0-9a-f]+)__/g

export interface TokenUse {
  recipe: Recipe
  reading: Reading
  /** Where the token lies in the code. */
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
  const hex = Buffer.from(printRecipe(recipe, root), 'utf8').toString('hex')
  const token = `"__LAZY_IMAGE_${reading}_${hex}__"`
  return READINGS[reading].isPlainText ? token : `/* @__PURE__ */ JSON.parse(decodeURIComponent(${token}))`
}

/** The text to put in place of a token. */
export function replacementOf(reading: Reading, made: Made): string {
  const value = takeReading(made, reading)
  return READINGS[reading].isPlainText ? String(value) : encode(JSON.stringify(value))
}

/** Every token in a piece of code. */
export function findTokens(code: string, root: string): TokenUse[] {
  return [...code.matchAll(TOKEN)].flatMap(match => {
    const [text, reading = '', hex = ''] = match
    if (!isReading(reading)) return []
    return {
      recipe: parseRecipe(Buffer.from(hex, 'hex').toString('utf8'), root),
      reading,
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
