import { startTag } from './html.js'
import { type PictureAttributes, type PictureOptions, pictureAttributes } from './picture-attributes.js'
import { styleText } from './placeholder-style.js'

/** What the element and its text are made from. */
export interface PictureProps extends PictureOptions {
  /** Attributes of the `img` besides, as HTML names them. */
  readonly attributes?: Readonly<Record<string, string | number | boolean>> | undefined
}

/** The name that {@link definePicture} gives the element. */
const NAME = 'lazy-picture'

/** On a server nothing is an element, and nothing is made of the class. */
const Element = (globalThis.HTMLElement ?? class {}) as typeof HTMLElement

/**
 * A custom element with a `picture` in it, where the page's styles reach it. What a server has written is taken as it is:
 * nothing changes, and nothing is loaded again, until {@link props} say something else.
 */
export class LazyPicture extends Element {
  #props: PictureProps | null = null

  /** What it shows; null until it is set, in a page that a server has written. */
  get props(): PictureProps | null {
    return this.#props
  }

  set props(props: PictureProps | null) {
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
export function pictureHtml(props: PictureProps, name: string = NAME): string {
  const picture = pictureAttributes(props)
  const sources = picture.sources.map(source => startTag('source', { ...source }))
  return `<${name}><picture>${sources.join('')}${startTag('img', imgAttributes(picture, props))}</picture></${name}>`
}

/** The `link` elements that preload a picture, for the head of a page that a server writes; empty unless it has priority. */
export function preloadHtml(props: PictureOptions): string {
  return pictureAttributes(props)
    .links.map(link => startTag('link', { ...link }))
    .join('')
}

function imgAttributes({ img, style }: PictureAttributes, { attributes = {} }: PictureProps): Record<string, unknown> {
  const texts = [styleText(style), attributes['style'] ?? ''].filter(text => text !== '')
  return { ...img, ...attributes, ...(texts.length === 0 ? {} : { style: texts.join(';') }) }
}

function show(element: HTMLElement, props: PictureProps): void {
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
