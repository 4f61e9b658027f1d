import type { PlaceholderName } from '../placeholders/placeholders.js'
import type { DirectedFile } from './directives/media.js'
import type { ElementAttributes } from './element-attributes.js'
import type { ChosenShape, Shape } from './shape.js'

/** What is asked of an import as a whole, filled in by its directives. */
export interface ResultDraft {
  shape: ChosenShape
  /** Whether URLs are data URIs. */
  inline: boolean
  placeholder: PlaceholderName | null
  /** Pixels that count as `1x` in a srcset; null for width descriptors. */
  basePixels: number | null
  /** The `sizes` attribute; null for none. */
  sizes: string | null
  /** Of the element that a shape writes. */
  attributes: ElementAttributes
  /** Other pictures where media queries hold, in the order in which these are tried. */
  files: readonly DirectedFile[]
}

/** What an import comes to when nothing is said. @param shape of an import that names none. */
export function plainResult(shape: Shape): ResultDraft {
  return {
    shape: { ...shape, chosen: null },
    inline: false,
    placeholder: null,
    basePixels: null,
    sizes: null,
    attributes: {},
    files: [],
  }
}
