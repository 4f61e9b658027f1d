import type { EngineLimits } from '../engine/engine.js'
import type { Draft } from '../language/draft.js'
import type { Variant } from '../plan/variant.js'
import { DEFAULT_ENGINE_LIMITS } from './engine-limits.js'

/** What a chain was told so far. */
export interface Chain {
  /** Sizes, cuts, operations and encoding, as the query language has them. */
  readonly draft: Draft
  readonly metadata: Variant['metadata']
  readonly limits: EngineLimits
}

/** Unlike an import, a chain may enlarge, since its caller names a size, and keeps the whole picture in a box. */
export const UNTOLD: Chain = {
  draft: { fit: 'inside', enlarge: true },
  metadata: 'none',
  limits: DEFAULT_ENGINE_LIMITS,
}
