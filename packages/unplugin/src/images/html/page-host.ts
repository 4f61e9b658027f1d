import type { PlaceKind } from '../places/place-kind.js'
import type { Span } from '../references/reference-kind.js'

/** A request in a page. */
export interface PageRequest {
  /** As it is read, without entities. */
  specifier: string
  /** Where it is written. */
  span: Span
  /** As its author calls the place, such as `<img src>`. */
  place: string
}

/** What a host does for a page. */
export interface PageHost {
  /** Whether a text is an image request that may be ours. */
  isRequest(text: string): boolean
  /** Attribute by which an author keeps an element from the bundler; null where there is none. */
  readonly ignoredBy: string | null
  /** A text as it stands between double quotes in an attribute, for whoever reads the page next. */
  quote(text: string): string
  /** What a place holds of a request; null where it stays as it is written, because it is not ours or cannot be had. */
  write<Value>(request: PageRequest, kind: PlaceKind<Value>): Promise<Value | null>
  /** A URL as it is told to those who read it apart from the page, where it is known under which address that will be. */
  absoluteUrl(url: string): string
}
