import type { FormatSpelling, SourceFormat } from '../formats/formats.js'
import type { ImageRequest } from '../language/image-request.js'
import type { Selection } from '../language/registry.js'
import type { PlaceholderName } from '../placeholders/placeholders.js'
import type { PhotoMetadata } from './photo-metadata.js'
import type { Recipe } from './recipe.js'
import type { SourceInfo } from './source-info.js'
import type { Variant } from './variant.js'

/** One output of a request, fully decided. */
export interface PlannedImage {
  source: SourceInfo
  variant: Variant
  /** What makes it, now or later. */
  recipe: Recipe
  /** The directives that ask for this output alone. */
  selection: Selection
  /** The format as the user spells it, else the source's. */
  formatName: FormatSpelling | SourceFormat
  /** File name for the output, without a hash, such as `hero.webp`. */
  fileName: string
  /** Set when densities tell the candidates apart. */
  density: Density | null
}

export interface Density {
  factor: number
  /** What counts as `1x`. */
  one: { side: 'width' | 'height'; pixels: number }
}

/** Everything a request comes to, before any pixel is touched. */
export interface Plan {
  request: ImageRequest
  source: SourceInfo
  /** What the photograph says of itself; null where nobody asks. */
  photo: PhotoMetadata | null
  /** In the order of the request; outputs that came to the same are listed once. */
  images: readonly PlannedImage[]
  /** Images for other screens, with the media query that asks for them. */
  directed: readonly { media: string; images: readonly PlannedImage[] }[]
  /** What is made for a placeholder: the first image, small. */
  placeholderOf(name: PlaceholderName): PlannedImage
}
