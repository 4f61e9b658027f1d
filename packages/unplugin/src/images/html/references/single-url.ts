import { PLACES } from '../../places/places.js'
import { type HtmlReferenceKind, SCRIPT } from './html-reference-kind.js'

/** Attributes that are read by people, that hold code, or whose CSS goes the way of stylesheets. */
const NO_URL = /^(?:alt|title|placeholder|aria-.*|on.*|style|srcdoc)$/

/** An attribute that is one URL, whatever its name: `href`, `poster`, `data-src`. */
export const singleUrl: HtmlReferenceKind = {
  name: 'single-url',
  holds: (_, name) => name !== SCRIPT && !NO_URL.test(name),
  async write({ name, value, isRequest, write }) {
    const specifier = value.trim()
    const url = isRequest(specifier) ? await write(specifier, PLACES.url) : null
    return url === null ? null : { texts: { [name]: url } }
  },
}
