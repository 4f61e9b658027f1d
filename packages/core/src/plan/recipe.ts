import { isAbsolute, relative, resolve } from 'node:path'
import { toSlashes } from '../relative-path.js'
import { cacheKey } from './cache-key.js'
import type { SourceInfo } from './source-info.js'
import { canonicalVariant, parseCanonicalVariant, type Variant } from './variant.js'

/** All that is needed to make an output later, perhaps in another process, from what the bundler kept. */
export interface Recipe {
  /** Cache key of the output. */
  readonly key: string
  /** Absolute path of the source. */
  readonly file: string
  readonly variant: Variant
}

/** The recipe of an output; its key is computed when it is first asked for, and once. */
export function makeRecipe(source: SourceInfo, variant: Variant, fingerprint: string): Recipe {
  let key: string | undefined
  return {
    get key() {
      key ??= cacheKey(source, variant, fingerprint)
      return key
    },
    file: source.file,
    variant,
  }
}

/** The recipe as JSON that is the same on every machine: the path is relative to the root. */
export function printRecipe({ key, file, variant }: Recipe, root: string): string {
  const inside = relative(root, file)
  const path = isAbsolute(inside) ? file : inside
  return JSON.stringify({ key, file: toSlashes(path), variant: canonicalVariant(variant) })
}

/** @throws {SyntaxError} when the text is no printed recipe. */
export function parseRecipe(text: string, root: string): Recipe {
  const { key, file, variant } = JSON.parse(text) as { key: string; file: string; variant: string }
  return { key, file: resolve(root, file), variant: parseCanonicalVariant(variant) }
}
