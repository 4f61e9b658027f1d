import type { PlaceholderKind } from './directives/placeholder.js'
import type { Shape } from './shape.js'

/** What is asked of an import as a whole, filled in by its directives. */
export interface ResultDraft {
  shape: Shape
  /** Whether URLs are data URIs. */
  inline: boolean
  placeholder: PlaceholderKind | null
  /** Pixels that count as `1x` in a srcset; null for width descriptors. */
  basePixels: number | null
  /** The `sizes` attribute; null for none. */
  sizes: string | null
}

/** What an import comes to when nothing is said. */
export function plainResult(): ResultDraft {
  return { shape: { name: 'url', keys: null }, inline: false, placeholder: null, basePixels: null, sizes: null }
}
