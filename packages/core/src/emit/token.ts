import { parseRecipe, printRecipe, type Recipe } from './recipe.js'

/** Stands in code for a value that needs the made image. Letters, digits and `_` only: no quoting can harm it. */
const TOKEN = /__LAZY_IMAGE_BYTES_([0-9a-f]+)__/g

export interface TokenUse {
  recipe: Recipe
  /** Where the token lies in the code. */
  start: number
  end: number
}

/**
 * An expression for the encoded size. Through JSON.parse, because a bundler that folds constants would turn anything
 * simpler into a number of its own; a token folded into a longer text is still replaced by the right digits.
 */
export function bytesExpression(recipe: Recipe, root: string): string {
  const hex = Buffer.from(printRecipe(recipe, root), 'utf8').toString('hex')
  return `/* @__PURE__ */ JSON.parse("__LAZY_IMAGE_BYTES_${hex}__")`
}

/** Every token in a piece of code. */
export function findTokens(code: string, root: string): TokenUse[] {
  return [...code.matchAll(TOKEN)].map(match => ({
    recipe: parseRecipe(Buffer.from(match[1] ?? '', 'hex').toString('utf8'), root),
    start: match.index,
    end: match.index + match[0].length,
  }))
}
