import type { PageElement } from '../page-element.js'
import { candidateList } from './candidate-list.js'
import type { HtmlReferenceKind } from './html-reference-kind.js'
import { imgSource } from './img-source.js'
import { jsonText } from './json-text.js'
import { preload } from './preload.js'
import { sharedUrl } from './shared-url.js'
import { singleUrl } from './single-url.js'
import { webManifest } from './web-manifest.js'

/** Every way in which a page refers to images, the most particular first; a new one is a file and a line here. */
const HTML_REFERENCE_KINDS: readonly HtmlReferenceKind[] = [
  imgSource,
  candidateList,
  preload,
  webManifest,
  sharedUrl,
  jsonText,
  singleUrl,
]

/** Whose a text of an element is to write; undefined for what refers to nothing. */
export function htmlReferenceOf(element: PageElement, name: string): HtmlReferenceKind | undefined {
  return HTML_REFERENCE_KINDS.find(kind => kind.holds(element, name))
}
