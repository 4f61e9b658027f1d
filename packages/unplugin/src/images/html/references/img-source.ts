import type { Attributes } from '../../places/picture.js'
import { PLACES } from '../../places/places.js'
import type { ElementText } from '../page-element.js'
import type { HtmlReferenceKind } from './html-reference-kind.js'

/** `<img src>`: the one place that becomes whatever a picture needs, for a `srcset` of the page's own leaves it one URL. */
export const imgSource: HtmlReferenceKind = {
  name: 'img-source',
  holds: ({ tag, attributes }, name) => tag === 'img' && name === 'src' && !attributes.has('srcset'),
  async write({ element: { attributes, parentTag }, value, isRequest, write, quote }) {
    const specifier = value.trim()
    const made = isRequest(specifier) ? await write(specifier, PLACES.picture) : null
    if (made === null) return null
    const texts = addUnsaid(made.img, attributes)
    if (made.sources.length === 0) return { texts }
    const sources = made.sources.map(source => `<source${printAttributes(source, attributes, quote)}>`).join('')
    // In a picture of the page's own, its sources come first.
    return parentTag === 'picture'
      ? { texts, before: sources }
      : { texts, before: `<picture>${sources}`, after: '</picture>' }
  },
}

/** What the page does not say itself. Of width and height, one alone would bend the picture. */
function addUnsaid(img: Attributes, said: ReadonlyMap<string, ElementText>): Record<string, string> {
  const isSized = said.has('width') || said.has('height')
  const texts: Record<string, string> = {}
  for (const [name, value] of Object.entries(img)) {
    const isMeasure = name === 'width' || name === 'height'
    const style = name === 'style' ? said.get(name)?.value.trim() : undefined
    if (name === 'src') texts[name] = value
    else if (style !== undefined) texts[name] = style === '' ? value : `${value};${style}`
    else if (!said.has(name) && !(isMeasure && isSized)) texts[name] = value
  }
  return texts
}

/** As markup; the sizes that the page says for its `img` are those of each source. */
function printAttributes(
  source: Attributes,
  said: ReadonlyMap<string, ElementText>,
  quote: (text: string) => string,
): string {
  return Object.entries(source)
    .map(([name, value]) => {
      const text = name === 'sizes' ? (said.get(name)?.value ?? value) : value
      return ` ${name}="${quote(text)}"`
    })
    .join('')
}
