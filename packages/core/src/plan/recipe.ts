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

/** The recipe of an output. */
export function makeRecipe(source: SourceInfo, variant: Variant, fingerprint: string): Recipe {
  return new PlannedRecipe(source, variant, fingerprint)
}

/** The key is computed when it is first asked for, and once. A class, because builds plan thousands. */
class PlannedRecipe implements Recipe {
  readonly file: string
  readonly variant: Variant
  readonly #contentHash: string
  readonly #fingerprint: string
  #key: string | undefined

  constructor({ file, contentHash }: SourceInfo, variant: Variant, fingerprint: string) {
    this.file = file
    this.variant = variant
    this.#contentHash = contentHash
    this.#fingerprint = fingerprint
  }

  get key(): string {
    this.#key ??= cacheKey({ contentHash: this.#contentHash }, this.variant, this.#fingerprint)
    return this.#key
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
