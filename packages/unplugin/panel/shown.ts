/** Where a page shows a picture. */
export type ShownAs = 'img' | 'input' | 'svg' | 'poster' | 'style'

/** A picture that a browser may take. */
export interface Candidate {
  url: string
  /** Such as `800w` or `2x`; null where there is none. */
  descriptor: string | null
  /** Of a source in a picture element: when it may be taken. */
  condition: string | null
}

/** A picture as a page has it. */
export interface Shown {
  element: Element
  as: ShownAs
  /** The property that shows it, of a style. */
  property: string | null
  /** What the browser took; of several that a style has, the one that was downloaded. */
  url: string
  /** Whether the browser has it: until then, nobody knows what it takes. */
  isThere: boolean
  /** What else it could have taken; none where there was no choice. */
  candidates: readonly Candidate[]
}

/** Properties of styles that show pictures. */
const PROPERTIES = ['background-image', 'mask-image', 'list-style-image', 'border-image-source', 'content'] as const

const BOXES = [null, '::before', '::after'] as const

/** Elements whose styles are looked at: a look costs some microseconds. */
const MOST_STYLES = 4000

/** Every element of a page, those in open shadow roots too. */
export function* elementsIn(root: ParentNode, isLeft: (element: Element) => boolean): Generator<Element> {
  for (const element of root.querySelectorAll('*')) {
    if (isLeft(element)) continue
    yield element
    if (element.shadowRoot !== null) yield* elementsIn(element.shadowRoot, isLeft)
  }
}

/**
 * The pictures of some elements.
 *
 * @param isTaken whether a URL has been downloaded.
 * @param withStyles whether styles are looked at as well.
 */
export function* findShown(
  elements: readonly Element[],
  isTaken: (url: string) => boolean,
  withStyles: boolean,
): Generator<Shown> {
  for (const element of elements) {
    if (element instanceof HTMLImageElement) {
      const url = element.currentSrc || absolute(element.src)
      const isThere = element.complete && element.naturalWidth > 0
      if (url !== '') yield { element, as: 'img', property: null, url, isThere, candidates: candidatesOf(element) }
    } else if (element instanceof HTMLInputElement) {
      if (element.type === 'image' && element.src !== '') yield plain(element, 'input', element.src)
    } else if (element instanceof SVGImageElement) {
      if (element.href.baseVal !== '') yield plain(element, 'svg', absolute(element.href.baseVal))
    } else if (element instanceof HTMLVideoElement && element.poster !== '') {
      yield plain(element, 'poster', element.poster)
    }
  }
  for (const element of withStyles ? elements.slice(0, MOST_STYLES) : []) yield* findStyled(element, isTaken)
}

function plain(element: Element, as: ShownAs, url: string): Shown {
  return { element, as, property: null, url, isThere: true, candidates: [] }
}

function candidatesOf(image: HTMLImageElement): Candidate[] {
  const sources = image.parentElement instanceof HTMLPictureElement ? [...image.parentElement.children] : []
  const before = sources.slice(0, Math.max(0, sources.indexOf(image)))
  const offered = before.flatMap(source =>
    source instanceof HTMLSourceElement
      ? splitSrcset(source.srcset, [source.type, source.media].filter(text => text !== '').join(', ') || null)
      : [],
  )
  const own = splitSrcset(image.srcset, null)
  const plainUrl = absolute(image.getAttribute('src') ?? '')
  const isListed = plainUrl === '' || own.some(({ url }) => url === plainUrl)
  const all = [...offered, ...own, ...(isListed ? [] : [{ url: plainUrl, descriptor: null, condition: null }])]
  return all.length > 1 ? all : []
}

function splitSrcset(srcset: string, condition: string | null): Candidate[] {
  return [...srcset.matchAll(/([^\s,]\S*[^\s,])(?:\s+([^\s,]+))?\s*(?:,|$)/g)].map(
    ([, url = '', descriptor = null]) => ({
      url: absolute(url),
      descriptor,
      condition,
    }),
  )
}

function* findStyled(element: Element, isTaken: (url: string) => boolean): Generator<Shown> {
  for (const box of BOXES) {
    const style = getComputedStyle(element, box)
    for (const property of PROPERTIES) {
      const value = style.getPropertyValue(property)
      if (!value.includes('url(')) continue
      for (const layer of splitLayers(value)) {
        const candidates = urlsIn(layer)
        const [first] = candidates
        if (first === undefined) continue
        const taken = candidates.find(candidate => isTaken(candidate.url))
        const { url } = taken ?? first
        const isThere = taken !== undefined || candidates.length === 1
        const name = box === null ? property : `${property} of ${box}`
        yield {
          element,
          as: 'style',
          property: name,
          url,
          isThere,
          candidates: candidates.length > 1 ? candidates : [],
        }
      }
    }
  }
}

/** The URLs of a computed image, with the resolutions of an `image-set()`. */
function urlsIn(layer: string): Candidate[] {
  const found = layer.matchAll(/url\("((?:[^"\\]|\\.)*)"\)(?:\s+([\d.]+)(?:dppx|x))?/g)
  return [...found].map(([, url = '', density]) => ({
    url: absolute(url.replaceAll(/\\(.)/g, '$1')),
    descriptor: density === undefined ? null : `${density}x`,
    condition: null,
  }))
}

/** Parts of a list in a style, whose functions may hold commas. */
export function splitLayers(value: string): string[] {
  const layers = ['']
  let depth = 0
  let isQuoted = false
  for (const character of value) {
    if (character === '"') isQuoted = !isQuoted
    if (!isQuoted && character === '(') depth++
    if (!isQuoted && character === ')') depth--
    if (!isQuoted && depth === 0 && character === ',') layers.push('')
    else layers[layers.length - 1] += character
  }
  return layers.map(layer => layer.trim())
}

function absolute(url: string): string {
  return url !== '' && URL.canParse(url, document.baseURI) ? new URL(url, document.baseURI).href : ''
}
