/**
 * What an image request becomes: one file, that CSS and `new URL` can use; a module with a value; or such a module for
 * `require`, which gives the whole module where an import gives the value.
 */
export type ModuleKind = 'file' | 'required' | 'value'

export const KINDS: readonly ModuleKind[] = ['file', 'required', 'value']

/** A scheme of URLs for each kind: a rule's condition that sees the request as a whole, in no order and with no memory. */
export const SCHEME_OF_KIND: Readonly<Record<ModuleKind, string>> = {
  file: 'lazy-image-file',
  required: 'lazy-image-required',
  value: 'lazy-image-value',
}

export const SCHEMES: readonly string[] = KINDS.map(kind => SCHEME_OF_KIND[kind])

/** A request for the module of an image. */
export function printRequest(kind: ModuleKind, id: string): string {
  // An exclamation mark would end the name of a loader.
  return `${SCHEME_OF_KIND[kind]}:${encodeURIComponent(id).replaceAll('!', '%21')}`
}

/** The id in a request of one of our schemes. */
export function idInRequest(request: string): string {
  return decodeURIComponent(request.slice(request.indexOf(':') + 1))
}
