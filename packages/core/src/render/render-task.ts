import type { SourceInfo } from '../plan/source-info.js'
import type { Variant } from '../plan/variant.js'

/** One output to be had. */
export interface RenderTask {
  /** Cache key of the output. */
  key: string
  source: SourceInfo
  variant: Variant
}
