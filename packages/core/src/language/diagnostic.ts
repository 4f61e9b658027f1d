import type { ErrorCode } from '../errors.js'
import type { Span } from './query.js'

/** Something about a request that its author should know. */
export interface Diagnostic {
  code: ErrorCode
  severity: 'error' | 'warning'
  /** The rule, the value received, and the nearest valid spelling. */
  message: string
  /** The part of the query that it is about; null when none says it. */
  span: Span | null
}
