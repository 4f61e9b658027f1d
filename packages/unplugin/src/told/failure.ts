import { basename } from 'node:path'
import type { LazyImageError } from '@lazy-image/core'
import { namePicture, pointAt, splitId } from '@lazy-image/core/host'
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
  const { code, image, message, spans } = error
  const named = image !== undefined && isForOther(request, image) ? namePicture(message, image) : message
  return `${named} [${code}]\n${pointAt(request, spans)}`
}

/** Whether a picture is one that the request names for other screens. */
function isForOther(request: string, image: string): boolean {
  const name = basename(image)
  const { path, query } = splitId(request)
  return query.includes(name) && !path.includes(name)
}
