import type { FormatName } from '../request/directives/format.js'
import type { ImageRequest, Selection } from '../request/image-request.js'
import type { SourceFormat, SourceInfo } from './source-info.js'
import type { Variant } from './variant.js'

/** One output of a request, fully decided. */
export interface PlannedImage {
  source: SourceInfo
  variant: Variant
  /** The directives that ask for this output alone. */
  selection: Selection
  /** The format as the user spells it, else the source's. */
  formatName: FormatName | SourceFormat
  /** File name for the output, without a hash, such as `hero.webp`. */
  fileName: string
}

/** Everything a request comes to, before any pixel is touched. */
export interface Plan {
  request: ImageRequest
  source: SourceInfo
  /** In the order of the request; outputs that came to the same are listed once. */
  images: readonly PlannedImage[]
}
