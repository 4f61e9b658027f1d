import { escapeHtml } from '@lazy-image/core/host'
import type { PageElement } from '../../images/html/page-element.js'
import type { PageRequest } from '../../images/html/page-host.js'
import { isFollowed, isPlainElement, moduleInTemplate, placeInTemplate } from '../../images/html/vue-template.js'
import type { PlaceKind } from '../../images/places/place-kind.js'

/** A loader that follows the references of a page, and how it reads that. */
interface PageDialect {
  /** The loader by its folder, or by the name that rules have for it. */
  readonly loader: RegExp
  reads(element: PageElement): boolean
  /** Whether the loader makes a module of a request. */
  follows(request: PageRequest): boolean
  /** What it asks the bundler for; null for a URL that it leaves as it is. */
  moduleFor(url: string): string | null
  /** Whether it reads a request of one output as it should. */
  readonly readsSingles: boolean
  /** A text between double quotes, as it understands that. */
  quote(text: string): string
  placeFor<Value>(request: PageRequest, kind: PlaceKind<Value>): PlaceKind<Value>
}

export const PAGE_DIALECTS = {
  html: {
    loader: /(?:^|[\\/])html-loader(?:$|[\\/])/,
    reads: () => true,
    follows: () => true,
    moduleFor: url => (url.startsWith('/') ? null : url),
    // It counts on a reference being as long as it is written, and so loses its way in entities.
    readsSingles: false,
    quote: text => text.replaceAll('"', '&quot;'),
    placeFor: (_, kind) => kind,
  },
  vue: {
    loader: /(?:^|[\\/])(?:rspack-)?vue-loader(?:$|[\\/](?!.*pitcher))/,
    reads: isPlainElement,
    follows: isFollowed,
    moduleFor: moduleInTemplate,
    readsSingles: true,
    quote: escapeHtml,
    placeFor: placeInTemplate,
  },
} as const satisfies Readonly<Record<string, PageDialect>>

export type PageDialectName = keyof typeof PAGE_DIALECTS

/** A dialect by its name, with all that one may have. */
export function pageDialect(name: PageDialectName): PageDialect {
  return PAGE_DIALECTS[name]
}
