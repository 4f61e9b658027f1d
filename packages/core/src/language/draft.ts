import type { FormatSpelling } from '../formats/formats.js'
import type { ChromaChoice } from './directives/chroma.js'
import type { Crop } from './directives/crop.js'
import type { Effort } from './directives/effort.js'
import type { Fit } from './directives/fit.js'
import type { KeptMetadata } from './directives/keep-metadata.js'
import type { Kernel } from './directives/kernel.js'
import type { Position } from './directives/position.js'
import type { QualityChoice } from './directives/quality.js'
import type { Rgba } from './grammars/colour.js'

/**
 * What is asked of one output, filled in by its directives and read by the planner; undefined where nothing was asked,
 * so that the planner can tell a choice from a default. What operations ask is added in their own files.
 */
export interface Draft {
  width?: number
  height?: number
  /** Width over height. */
  aspect?: number
  fit?: Fit
  position?: Position
  kernel?: Kernel
  /** Multiplies width and height. */
  density?: number
  /** Whether the output may be larger than the source, unless capped. */
  enlarge?: boolean
  cap?: boolean
  reduce?: boolean

  crop?: Crop
  /** Largest difference to the border's colour that is cut off, 0–255. */
  trim?: number

  format?: FormatSpelling | 'auto'
  quality?: QualityChoice
  effort?: Effort
  lossless?: boolean
  progressive?: boolean
  chroma?: ChromaChoice
  maxBytes?: number

  background?: Rgba

  orient?: boolean
  animated?: boolean
  /** What a query can ask for, and all of EXIF but its position. */
  metadata?: KeptMetadata | 'exif'
  colourSpace?: 'srgb' | 'p3' | 'source'
  /** Whether the gain map of an HDR picture comes along. */
  hdr?: 'drop' | 'keep'
}
