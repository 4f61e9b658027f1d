import { mapUrls } from '../../places/map-urls.js'
import { PLACES } from '../../places/places.js'
import type { HtmlReferenceKind } from './html-reference-kind.js'

/** A `meta` element: `og:image`, `twitter:image`. Those who read it know the picture by an absolute URL alone. */
export const sharedUrl: HtmlReferenceKind = {
  name: 'shared-url',
  holds: ({ tag }, name) => tag === 'meta' && name === 'content',
  async write({ value, isRequest, write, absoluteUrl }) {
    const specifier = value.trim()
    if (!isRequest(specifier)) return null
    const url = await write(specifier, mapUrls(PLACES.url, absoluteUrl))
    return url === null ? null : { texts: { content: url } }
  },
}
