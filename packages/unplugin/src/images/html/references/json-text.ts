import { mapUrls } from '../../places/map-urls.js'
import { PLACES } from '../../places/places.js'
import { rewriteStrings } from '../rewrite-strings.js'
import { type HtmlReferenceKind, SCRIPT } from './html-reference-kind.js'

const JSON_TYPE = /^application\/(?:[\w.-]+\+)?json$/i

/** JSON in a `script`, as structured data (`application/ld+json`) is: each string that is one URL. */
export const jsonText: HtmlReferenceKind = {
  name: 'json-text',
  holds: ({ attributes }, name) => name === SCRIPT && JSON_TYPE.test(attributes.get('type')?.value.trim() ?? ''),
  async write({ value, isRequest, write, absoluteUrl }) {
    const kind = mapUrls(PLACES.url, absoluteUrl)
    const text = await rewriteStrings(value, async specifier => (isRequest(specifier) ? write(specifier, kind) : null))
    return text === value ? null : { texts: { [SCRIPT]: text } }
  },
}
