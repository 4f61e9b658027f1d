import type { Timings } from '../engine/engine.js'
import type { RenderOutcome } from './outcomes.js'

/** What became of an output, and how. */
export interface Rendered {
  outcome: RenderOutcome
  /** The cache tier that had it, `in flight` where another caller was making it, `made` or `failed`. */
  from: string
  /** Of what was made now; else null. */
  timings: Timings | null
}
