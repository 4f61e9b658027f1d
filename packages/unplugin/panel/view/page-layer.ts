import { make } from './element.js'
import { OverPage } from './over-page.js'

/** What decides how a picture fills its place. */
const OF_PLACE = ['object-fit', 'object-position', 'border-radius', 'image-rendering']

/** Another picture over one of the page, from a line on: it is seen as large as it is shown there, and catches nothing. */
export class PageLayer {
  readonly element: HTMLElement = make('div', { class: 'layer', attributes: { 'aria-hidden': 'true', hidden: '' } })
  readonly #picture = make('img', { attributes: { alt: '' } })
  readonly #divider = make('div', 'divider')
  readonly #over = new OverPage(this.element, target => this.#fit(target))

  constructor() {
    this.element.append(this.#picture, this.#divider)
  }

  show(target: Element, url: string): void {
    if (this.#picture.src !== url) this.#picture.src = url
    this.#over.show(target)
  }

  /** @param share of the width, 0–100, from which on the other picture is seen. */
  slide(share: number): void {
    this.#picture.style.setProperty('clip-path', `inset(0 0 0 ${share}%)`)
    this.#divider.style.setProperty('left', `${share}%`)
  }

  hide(): void {
    this.#over.hide()
  }

  #fit(target: Element): void {
    const style = getComputedStyle(target)
    for (const property of OF_PLACE) this.#picture.style.setProperty(property, style.getPropertyValue(property))
  }
}
