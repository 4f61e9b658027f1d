import { pictureAttributes } from './picture-attributes.js'
import { type HtmlPictureOptions, imgAttributes, pictureHtml } from './picture-html.js'

export { type HtmlPictureOptions, preloadHtml } from './picture-html.js'

/** The name that {@link definePicture} gives the element. */
const NAME = 'lazy-picture'

/** On a server nothing is an element, and nothing is made of the class. */
const Element = (globalThis.HTMLElement ?? class {}) as typeof HTMLElement

/**
 * A custom element with a `picture` in it, where the page's styles reach it. What a server has written is taken as it is:
 * nothing changes, and nothing is loaded again, until {@link props} say something else.
 */
export class LazyPicture extends Element {
  #props: HtmlPictureOptions | null = null

  /** What it shows; null until it is set, in a page that a server has written. */
  get props(): HtmlPictureOptions | null {
    return this.#props
  }

  set props(props: HtmlPictureOptions | null) {
    this.#props = props
    if (props !== null) show(this, props)
  }

  connectedCallback(): void {
    // What was set before the element was defined hides the accessor.
    if (!Object.hasOwn(this, 'props')) return
    const { props } = this
    Reflect.deleteProperty(this, 'props')
    this.props = props
  }
}

/** Defines the element; again under the same name does nothing. */
export function definePicture(name: string = NAME): void {
  if (customElements.get(name) === undefined) customElements.define(name, class extends LazyPicture {})
}

/** The element as a server writes it, with the picture in it. */
export function lazyPictureHtml(props: HtmlPictureOptions, name: string = NAME): string {
  return `<${name}>${pictureHtml(props)}</${name}>`
}

function show(element: HTMLElement, props: HtmlPictureOptions): void {
  const attributes = pictureAttributes(props)
  const picture = element.querySelector('picture') ?? element.appendChild(document.createElement('picture'))
  const img = picture.querySelector('img') ?? document.createElement('img')
  const there = [...picture.querySelectorAll('source')]
  for (const source of there.slice(attributes.sources.length)) source.remove()
  attributes.sources.forEach((source, index) => {
    const shown = there[index] ?? document.createElement('source')
    setAttributes(shown, { ...source })
    if (shown.parentNode === null) picture.insertBefore(shown, img.parentNode === picture ? img : null)
  })
  setAttributes(img, imgAttributes(attributes, props))
  if (img.parentNode === null) picture.append(img)
}

/** Touches only what differs: a browser chooses anew when a source is set, to the same text too. */
function setAttributes(element: Element, attributes: Readonly<Record<string, unknown>>): void {
  for (const name of element.getAttributeNames()) {
    const value = attributes[name]
    if (value === undefined || value === null || value === false) element.removeAttribute(name)
  }
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue
    const text = value === true ? '' : String(value)
    if (element.getAttribute(name) !== text) element.setAttribute(name, text)
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lazy-picture': LazyPicture
  }
}
