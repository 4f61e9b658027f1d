import type { Finding } from '../finding.js'
import type { Examined } from '../picture.js'

/** A kind of finding. */
export interface FindingKind {
  name: string
  /** Null where there is nothing of the kind. */
  find(examined: Examined): Finding | null
}
