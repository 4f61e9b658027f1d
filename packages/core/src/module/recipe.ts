import { isAbsolute, relative, resolve, sep } from 'node:path'
import { canonicalVariant, parseCanonicalVariant, type Variant } from '../plan/variant.js'

/** All that is needed to make an output later, perhaps in another process, from what the bundler kept. */
export interface Recipe {
  /** Cache key of the output. */
  key: string
  /** Absolute path of the source. */
  file: string
  variant: Variant
}

/** The recipe as JSON that is the same on every machine: the path is relative to the root. */
export function printRecipe({ key, file, variant }: Recipe, root: string): string {
  const inside = relative(root, file)
  const path = isAbsolute(inside) ? file : inside
  return JSON.stringify({ key, file: path.split(sep).join('/'), variant: canonicalVariant(variant) })
}

/** @throws {SyntaxError} when the text is no printed recipe. */
export function parseRecipe(text: string, root: string): Recipe {
  const { key, file, variant } = JSON.parse(text) as { key: string; file: string; variant: string }
  return { key, file: resolve(root, file), variant: parseCanonicalVariant(variant) }
}
