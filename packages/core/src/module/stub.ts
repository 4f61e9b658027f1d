import { parseRecipe, printRecipe, type Recipe } from '../plan/recipe.js'

/** No image starts like this, and no text contains it. */
const MAGIC = Buffer.from('\u0000lazy-image stub 1\u0000\n', 'utf8')

/**
 * What stands in for an image until it is made. The bundler names it, hashes it and writes its URL; because the
 * recipe is in it, it can be swapped for the image even when the bundler restored it from a cache of its own.
 */
export function stubOf(recipe: Recipe, root: string): Buffer {
  return Buffer.concat([MAGIC, Buffer.from(printRecipe(recipe, root), 'utf8')])
}

/** The recipe in a stub, or undefined for any other content. */
export function recipeInStub(content: Uint8Array | string, root: string): Recipe | undefined {
  const bytes =
    typeof content === 'string'
      ? Buffer.from(content, 'utf8')
      : Buffer.from(content.buffer, content.byteOffset, content.byteLength)
  if (!bytes.subarray(0, MAGIC.length).equals(MAGIC)) return undefined
  return parseRecipe(bytes.toString('utf8', MAGIC.length), root)
}
