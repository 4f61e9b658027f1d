import type { EngineLimits } from '../engine/engine.js'
import type { Draft } from '../language/draft.js'
import { DEFAULT_FAIL_ON, type FailOn } from '../options/fail-on.js'
import { DEFAULT_ENGINE_LIMITS } from './engine-limits.js'

/** What a chain was told so far. */
export interface Chain {
  /** Sizes, cuts and turns that are done before those of the draft, stage after stage. */
  readonly stages: readonly Draft[]
  /** Sizes, cuts, operations, encoding and metadata, as the query language has them. */
  readonly draft: Draft
  readonly limits: EngineLimits
  readonly failOn: FailOn
}

/** Unlike an import, a chain may enlarge, since its caller names a size, and keeps the whole picture in a box. */
export const UNTOLD: Chain = {
  stages: [],
  draft: { fit: 'inside', enlarge: true },
  limits: DEFAULT_ENGINE_LIMITS,
  failOn: DEFAULT_FAIL_ON,
}
