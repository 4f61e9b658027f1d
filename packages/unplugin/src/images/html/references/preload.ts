import { PLACES } from '../../places/places.js'
import type { HtmlReferenceKind } from './html-reference-kind.js'

/** `<link rel="preload" as="image" href>`, which may list candidates as an `img` does. */
export const preload: HtmlReferenceKind = {
  name: 'preload',
  holds({ tag, attributes }, name) {
    const says = (attribute: string) => attributes.get(attribute)?.value.toLowerCase().split(/\s+/) ?? []
    const isImage = tag === 'link' && says('rel').includes('preload') && says('as').includes('image')
    return isImage && name === 'href' && !attributes.has('imagesrcset')
  },
  async write({ element: { attributes }, value, isRequest, write }) {
    const specifier = value.trim()
    const made = isRequest(specifier) ? await write(specifier, PLACES.img) : null
    if (made === null) return null
    const { src: href, srcset, sizes } = made
    if (srcset === undefined) return { texts: { href } }
    const areSizesSaid = sizes === undefined || attributes.has('imagesizes')
    return { texts: { href, imagesrcset: srcset, ...(areSizesSaid ? {} : { imagesizes: sizes }) } }
  },
}
