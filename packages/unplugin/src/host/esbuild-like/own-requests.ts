/** Of the modules that are ours. */
export const OWN_NAMESPACE = 'lazy-image'

/** An output's file, as a module or a page of ours asks for it. */
export const OWN_REQUEST = /^lazy-image:/

/** The key of the output that such a request asks for. */
export function keyInRequest(request: string): string {
  return request.slice(request.indexOf(':') + 1)
}
