import { basename } from 'node:path'
import type { LazyImageError } from '@lazy-image/core'
import { pointAt, splitId } from '@lazy-image/core/host'
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
  return `${error.message}${nameOther(request, error)} [${error.code}]\n${pointAt(request, error.spans)}`
}

/** Which picture it is about, where the request names others for other screens. */
function nameOther(request: string, { image = '', message }: LazyImageError): string {
  const name = basename(image)
  const { path, query } = splitId(request)
  const isOther = name !== '' && query.includes(name) && !path.includes(name)
  return isOther && !message.includes(name) ? ` (in ${name})` : ''
}
