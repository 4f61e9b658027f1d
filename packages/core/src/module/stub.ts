import type { Recipe } from '../plan/recipe.js'
import { canonicalVariant, parseCanonicalVariant } from '../plan/variant.js'

/** No image starts like this, and no text contains it. */
const MAGIC_TEXT = '\u0000lazy-image stub 2\u0000\n'
const MAGIC = Buffer.from(MAGIC_TEXT, 'utf8')

/** What a stub tells of its output: all but the file, of which there may be several with equal bytes. */
export type StubRecipe = Pick<Recipe, 'key' | 'variant'>

/**
 * What stands in for an image until it is made. The bundler names it, hashes it and writes its URL; because it says what
 * it stands for, it can be swapped for the image even when the bundler restored it from a cache of its own. It does not
 * say of which file: outputs of equal bytes have equal stubs, so that bundlers write one file for them, under a name that
 * depends on nothing else.
 */
export function stubOf({ key, variant }: StubRecipe): Buffer {
  const recipe = JSON.stringify({ key, variant: canonicalVariant(variant) })
  return Buffer.from(MAGIC_TEXT + recipe, 'utf8')
}

/** What a stub tells of its output, or undefined for any other content. */
export function recipeInStub(content: Uint8Array | string): StubRecipe | undefined {
  const told = parseStub(content)
  return told === undefined ? undefined : { key: told.key, variant: parseCanonicalVariant(told.variant) }
}

/** The key alone, which is all that is needed where the recipe is known. */
export function keyInStub(content: Uint8Array | string): string | undefined {
  return parseStub(content)?.key
}

function parseStub(content: Uint8Array | string): { key: string; variant: string } | undefined {
  // Most of what is asked is a picture, or a page: its first byte says so.
  if (content.length < MAGIC.length || (typeof content !== 'string' && content[0] !== MAGIC[0])) return undefined
  const bytes =
    typeof content === 'string'
      ? Buffer.from(content, 'utf8')
      : Buffer.from(content.buffer, content.byteOffset, content.byteLength)
  if (!bytes.subarray(0, MAGIC.length).equals(MAGIC)) return undefined
  return JSON.parse(bytes.toString('utf8', MAGIC.length)) as { key: string; variant: string }
}
