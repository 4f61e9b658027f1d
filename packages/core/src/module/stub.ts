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

/**
 * A stub for hosts that know the recipes of a build: it says which output is meant and not which of several equal
 * pictures it is made from, so that equal outputs are one file for the bundler.
 */
export function keyStubOf(key: string): Buffer {
  return Buffer.concat([MAGIC, Buffer.from(JSON.stringify({ key }), 'utf8')])
}

/** The recipe in a stub, or undefined for any other content. */
export function recipeInStub(content: Uint8Array | string, root: string): Recipe | undefined {
  const text = textInStub(content)
  return text === undefined ? undefined : parseRecipe(text, root)
}

/** The cache key in a stub of either kind, or undefined for any other content. */
export function keyInStub(content: Uint8Array | string): string | undefined {
  const text = textInStub(content)
  return text === undefined ? undefined : (JSON.parse(text) as { key: string }).key
}

function textInStub(content: Uint8Array | string): string | undefined {
  const bytes =
    typeof content === 'string'
      ? Buffer.from(content, 'utf8')
      : Buffer.from(content.buffer, content.byteOffset, content.byteLength)
  return bytes.subarray(0, MAGIC.length).equals(MAGIC) ? bytes.toString('utf8', MAGIC.length) : undefined
}
