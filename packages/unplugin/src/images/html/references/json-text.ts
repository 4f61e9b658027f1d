import { mapUrls } from '../../places/map-urls.js'
import { PLACES } from '../../places/places.js'
import { type HtmlReferenceKind, SCRIPT } from './html-reference-kind.js'

const JSON_TYPE = /^application\/(?:[\w.-]+\+)?json$/i

const STRING = /"(?:\\.|[^"\\])*"/g

/** JSON in a `script`, as structured data (`application/ld+json`) is: each string that is one URL. */
export const jsonText: HtmlReferenceKind = {
  name: 'json-text',
  holds: ({ attributes }, name) => name === SCRIPT && JSON_TYPE.test(attributes.get('type')?.value.trim() ?? ''),
  async write({ value, isRequest, write, absoluteUrl }) {
    const kind = mapUrls(PLACES.url, absoluteUrl)
    const strings = [...value.matchAll(STRING)].map(async ({ index, 0: written }) => {
      const specifier = readString(written)
      const url = specifier !== null && isRequest(specifier) ? await write(specifier, kind) : null
      // A `<` would begin the end of the script for a browser.
      return { index, written, text: url === null ? written : JSON.stringify(url).replaceAll('<', '\\u003c') }
    })
    let end = 0
    let text = ''
    for (const found of await Promise.all(strings)) {
      text += value.slice(end, found.index) + found.text
      end = found.index + found.written.length
    }
    text += value.slice(end)
    return text === value ? null : { texts: { [SCRIPT]: text } }
  },
}

/** Null for what only looks like a string. */
function readString(written: string): string | null {
  try {
    return JSON.parse(written) as string
  } catch {
    return null
  }
}
