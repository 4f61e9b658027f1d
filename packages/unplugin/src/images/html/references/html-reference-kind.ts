import type { PlaceKind } from '../../places/place-kind.js'
import type { PageElement } from '../page-element.js'
import type { PageHost } from '../page-host.js'

/** A text of an element that may hold requests. */
export interface HeldText extends Pick<PageHost, 'isRequest' | 'absoluteUrl' | 'quote' | 'writeManifest'> {
  readonly element: PageElement
  /** The name of its attribute; `SCRIPT` for what is between the tags of a script. */
  readonly name: string
  readonly value: string
  /** As the host's, for a request that the text holds. */
  write<Value>(specifier: string, kind: PlaceKind<Value>): Promise<Value | null>
}

export const SCRIPT = '#text'

/** What becomes of an element. */
export interface ElementEdit {
  /** Texts by the names of attributes, not escaped; what the element lacks is added. */
  texts: Readonly<Record<string, string>>
  /** Markup around it. */
  before?: string
  after?: string
}

/** A way in which a page refers to images. */
export interface HtmlReferenceKind {
  readonly name: string
  /** Whether a text is this kind's to write; the first kind that says so writes it. */
  holds(element: PageElement, name: string): boolean
  /** What becomes of the element; null where it stays as it is. */
  write(text: HeldText): Promise<ElementEdit | null>
}
