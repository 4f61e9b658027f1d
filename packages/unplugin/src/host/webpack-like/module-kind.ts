/** What an image request becomes. */
export type ModuleKind =
  /** One file, that CSS and `new URL` can use. */
  | 'file'
  /** The same for a loader that reads what is in it (`loadModule`): it must be there at once. */
  | 'bytes'
  /** A module with a value. */
  | 'value'
  /** Such a module for `require`, which gives the whole module where an import gives the value. */
  | 'required'
  /** Such a module for a loader that reads its code, at once. */
  | 'code'

/** Kinds of modules that are one file; the others are code. */
export const FILE_KINDS: ReadonlySet<ModuleKind> = new Set<ModuleKind>(['file', 'bytes'])

/** A scheme of URLs for each kind: a rule's condition that sees the request as a whole, in no order and with no memory. */
export const SCHEME_OF_KIND: Readonly<Record<ModuleKind, string>> = {
  file: 'lazy-image-file',
  bytes: 'lazy-image-bytes',
  value: 'lazy-image-value',
  required: 'lazy-image-required',
  code: 'lazy-image-code',
}

export const KINDS = Object.keys(SCHEME_OF_KIND) as readonly ModuleKind[]

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
