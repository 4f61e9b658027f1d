interface KindFacts {
  /** A scheme of URLs: a rule's condition that sees the request as a whole, in no order and with no memory. */
  readonly scheme: string
  /** Whether the module is one file; else it is code. */
  readonly isFile: boolean
  /** Whether there is no later for it: then images are made while it is loaded. */
  readonly isAtOnce: boolean
}

/** What an image request becomes. */
export const MODULE_KINDS = {
  /** One file, that CSS and `new URL` can use. */
  file: { scheme: 'lazy-image-file', isFile: true, isAtOnce: false },
  /** The same for a loader that reads what is in it (`loadModule`). */
  bytes: { scheme: 'lazy-image-bytes', isFile: true, isAtOnce: true },
  /** A module with a value. */
  value: { scheme: 'lazy-image-value', isFile: false, isAtOnce: false },
  /** Such a module for `require`, which gives the whole module where an import gives the value. */
  required: { scheme: 'lazy-image-required', isFile: false, isAtOnce: false },
  /** Such a module for a loader that reads its code. */
  code: { scheme: 'lazy-image-code', isFile: false, isAtOnce: true },
} as const satisfies Readonly<Record<string, KindFacts>>

export type ModuleKind = keyof typeof MODULE_KINDS

export const KINDS = Object.keys(MODULE_KINDS) as readonly ModuleKind[]

/** A request for the module of an image. */
export function printRequest(kind: ModuleKind, id: string): string {
  // An exclamation mark would end the name of a loader.
  return `${MODULE_KINDS[kind].scheme}:${encodeURIComponent(id).replaceAll('!', '%21')}`
}

/** The id in a request of one of our schemes. */
export function parseRequest(request: string): string {
  return decodeURIComponent(request.slice(request.indexOf(':') + 1))
}
