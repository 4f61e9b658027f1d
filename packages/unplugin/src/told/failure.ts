import type { LazyImageError } from '@lazy-image/core'
import { pointAt } from '@lazy-image/core/host'
import { prependPlace } from './place.js'

/** An image that could not be had, and for whom. */
export interface Failure {
  /** The import as it is written, else the module's id. */
  request: string
  error: LazyImageError
}

/** Where, which image, and why. */
export function describeFailure(failure: Failure, root: string): string {
  return prependPlace(describeReason(failure), failure.error.location, root)
}

/** Which image, and why. */
export function describeReason({ request, error }: Failure): string {
  return `${error.message} [${error.code}]\n${pointAt(request, error.spans)}`
}
