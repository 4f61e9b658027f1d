import type { PlaceKind } from '../places/place-kind.js'
import type { Span } from '../references/reference-kind.js'
import type { PageElement } from './page-element.js'

/** A request in a page. */
export interface PageRequest {
  /** As it is read, without entities. */
  specifier: string
  /** Where it is written. */
  span: Span
  /** As its author calls the place, such as `<img src>`. */
  place: string
  element: PageElement
  /** The name of the attribute. */
  name: string
}

/** What a host does for a page. */
export interface PageHost {
  /** The elements of a page that is not HTML alone. */
  listElements?(text: string): Promise<readonly PageElement[]>
  /** Whether a text is an image request that may be ours. */
  isRequest(text: string): boolean
  /** Whether an element is the page's own and not kept from the bundler by its author. */
  reads(element: PageElement): boolean
  /** A text as it stands between double quotes in an attribute, for whoever reads the page next. */
  quote(text: string): string
  /** Takes note of a request in an element that is not read. */
  leave(specifier: string): void
  /** What a place holds of a request; null where it stays as it is written, because it is not ours or cannot be had. */
  write<Value>(request: PageRequest, kind: PlaceKind<Value>): Promise<Value | null>
  /** The URL of a web manifest whose pictures are written; null where it stays as it is. */
  writeManifest(specifier: string): Promise<string | null>
  /** A URL as it is told to those who read it apart from the page, where it is known under which address that will be. */
  absoluteUrl(url: string): string
}
